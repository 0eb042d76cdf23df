/** What the summaries of all verbs share: rows in columns, findings, where the report is. */
import type { ResultDocument } from "../report/result-document.ts";
import type { Paint } from "./paint.ts";

/** @param answer one sentence; lines below it are its explanation; @param tables of each a heading and its rows; one without rows is left out */
export function summaryText(
  { findings, report, run }: ResultDocument,
  answer: string,
  tables: readonly (readonly (readonly string[])[])[],
  paint: Paint,
): string {
  return tablesText(
    { answer, tables, findings, closing: [`report  ${report}`, paint.faint(`run     ${run.dir}`)] },
    paint,
  );
}

/** The same for what has no run. @param closing lines at the end */
export function tablesText(
  parts: {
    readonly answer: string;
    readonly tables: readonly (readonly (readonly string[])[])[];
    readonly findings: ResultDocument["findings"];
    readonly closing: readonly string[];
  },
  paint: Paint,
): string {
  const { findings } = parts;
  const [headline = "", ...below] = parts.answer.split("\n");
  const marks = { error: paint.bad("✗"), warning: paint.warn("!"), info: paint.faint("·") };
  const filled = parts.tables.filter((rows) => rows.length > 1).map(columns);
  return [
    "",
    paint.strong(plain(headline)),
    ...below.map(plain),
    "",
    ...filled.flatMap(([head = "", ...lines]) => [paint.faint(head), ...lines, ""]),
    ...findings.map(({ severity, message }) => `${marks[severity]} ${plain(message)}`),
    ...(findings.length === 0 ? [] : [""]),
    ...parts.closing,
    "",
  ].join("\n");
}

export function placeText(file: string, line: number | null): string {
  return line === null ? file : `${file}:${line}`;
}

function plain(sentence: string): string {
  return printable(sentence.replaceAll("`", ""));
}

/** Names come from the target: a control character must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\uFFFD");
}

const WIDEST = 48;

/** Figures on the right of their columns, the last two columns are words. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const words = count - 2;
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => Math.min(WIDEST, (row[column] ?? "").length))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = column === count - 1 ? 0 : (widths[column] ?? 0);
        return column < words ? cell.padStart(width) : printable(cell).padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
