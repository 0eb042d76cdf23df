/** Cells and tables of a heap report. */
import { digitsOfBytes } from "../quantity.ts";
import { escapeHtml } from "./escape.ts";

/** A short text. */
export function cell(text: string): string {
  return `<td title="${escapeHtml(text)}">${escapeHtml(text)}</td>`;
}

/** A text that may take several lines. */
export function words(text: string): string {
  return `<td class="wrap">${escapeHtml(text)}</td>`;
}

/** Where code stands. */
export function place({ file, line }: { file: string; line: number }): string {
  const text = escapeHtml(line === 0 ? file : `${file}:${line}`);
  return `<td class="where" title="${text}"><bdi>${text}</bdi></td>`;
}

export function number(digits: string): string {
  return `<td class="n">${digits}</td>`;
}

/** MB. */
export function size(bytes: number): string {
  return number(digitsOfBytes(bytes));
}

/** @param heads `:n` at the end of one means that its column has numbers; @param rows their cells, escaped already */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = heads.map((head) =>
    head.endsWith(":n") ? `<th class="n">${head.slice(0, -2)}</th>` : `<th>${head}</th>`,
  );
  return `<table><thead><tr>${cells.join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.join("")}</tr>`).join("\n")}</tbody></table>`;
}
