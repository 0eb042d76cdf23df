/** What `swarmprof cpu` prints for people: the answer, the top functions, findings, and where the report is. */
import { milliseconds, percent } from "../analysis/words.ts";
import type { ResultDocument } from "../report/result-document.ts";
import type { Paint } from "./paint.ts";

const ROWS = 10;

/** @returns lines without a trailing newline */
export function cpuSummary({ cpu, findings, report, run }: ResultDocument, headline: string, paint: Paint): string {
  const rows = cpu.hotspots
    .slice(0, ROWS)
    .filter(({ selfMs }) => selfMs > 0)
    .map((hotspot) => [
      percent(hotspot.selfPercent),
      milliseconds(hotspot.selfMs),
      percent(hotspot.totalPercent),
      hotspot.function,
      place(hotspot.file, hotspot.line),
    ]);
  const table = rows.length === 0 ? [] : columns([["self", "", "total", "function", ""], ...rows]);
  const marks = { error: paint.bad("✗"), warning: paint.warn("!"), info: paint.faint("·") };
  return [
    "",
    paint.strong(plain(headline)),
    "",
    ...table.map((line, index) => (index === 0 ? paint.faint(line) : line)),
    ...(table.length === 0 ? [] : [""]),
    ...findings.map(({ severity, message }) => `${marks[severity]} ${plain(message)}`),
    ...(findings.length === 0 ? [] : [""]),
    `report  ${report}`,
    paint.faint(`run     ${run.dir}`),
    "",
  ].join("\n");
}

function place(file: string, line: number | null): string {
  return line === null ? file : `${file}:${line}`;
}

function plain(sentence: string): string {
  return printable(sentence.replaceAll("`", ""));
}

/** Names come from the target: a control character must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\uFFFD");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => Math.min(48, (row[column] ?? "").length))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < 3 ? cell.padStart(width) : printable(cell).padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
