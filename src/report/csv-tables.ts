/** The tables of a result, as CSV by RFC 4180: a header, then a line a row. */
import type { ResultDocument } from "./result-document.ts";

export interface CsvTable {
  readonly name: string;
  readonly text: string;
}

/** @returns those that have rows */
export function csvTables({ cpu, memory, findings, budgets }: ResultDocument): CsvTable[] {
  const tables: readonly (readonly [string, readonly object[] | undefined])[] = [
    ["findings", findings.map(({ rule, severity, message }) => ({ rule, severity, message }))],
    ["budgets", budgets],
    ["hotspots", cpu?.hotspots],
    ["packages", cpu?.packages],
    ["threads", cpu?.threads],
    ["cpu-agents", cpu?.agents],
    ["live-memory", memory?.live?.sites],
    ["processes", memory?.processes],
    ["memory-threads", memory?.threads],
    ["memory-agents", memory?.agents],
    ["growth", memory?.growthBy],
  ];
  return tables.flatMap(([name, rows = []]) => (rows.length === 0 ? [] : [{ name, text: csv(rows) }]));
}

function csv(rows: readonly object[]): string {
  const flat = rows.map(columnsOf);
  const heads = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = [heads, ...flat.map((row) => heads.map((head) => row.get(head)))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** An object in an object becomes columns: `bytesPerIteration.low`. */
function columnsOf(row: object): Map<string, unknown> {
  return new Map(
    Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
      if (typeof value !== "object" || value === null) return [[key, value]];
      if (Array.isArray(value)) return value.some((one) => typeof one === "object") ? [] : [[key, value.join("; ")]];
      return [...columnsOf(value)].map(([inner, one]) => [`${key}.${inner}`, one]);
    }),
  );
}

/** What is unknown is empty. A text that a spreadsheet would take for a formula is quoted for it. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
