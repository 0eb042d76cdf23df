/** What benches came to, for a job summary or a comment on a pull request. */
import { bytes, changePercent, nanoseconds, percent, quantity } from "../../analysis/words.ts";
import type { BenchResult } from "../bench-result.ts";
import type { ResultDocument } from "../result-document.ts";

export function benchMarkdown(document: ResultDocument, headline: string): string {
  const { bench = [], budgets = [], findings } = document;
  const compared = bench.some(({ change }) => change !== undefined);
  const told = findings.filter(({ severity }) => severity !== "info");
  return [
    `### ${plain(headline)}`,
    "",
    ...(bench.length === 0 ? [] : [...benchTable(bench, compared), ""]),
    ...(budgets.length === 0 ? [] : [...budgetTable(budgets), ""]),
    ...told.map(({ severity, message }) => `- ${severity === "error" ? "❌" : "⚠️"} ${message}`),
    ...(told.length === 0 ? [] : [""]),
  ].join("\n");
}

function benchTable(bench: readonly BenchResult[], compared: boolean): string[] {
  const head = ["bench", "median", "±", "p95", "bytes/op", "GC", ...(compared ? ["change", "95 %", "verdict"] : [])];
  const rows = bench.map((one) => [
    one.name,
    nanoseconds(one.medianNs),
    percent((100 * (one.medianHighNs - one.medianLowNs)) / 2 / one.medianNs),
    nanoseconds(one.p95Ns),
    one.bytesPerOp === null ? "?" : bytes(one.bytesPerOp),
    one.gcPercent === null ? "?" : percent(one.gcPercent),
    ...(compared ? changeCells(one) : []),
  ]);
  return table(head, rows);
}

function changeCells({ change }: BenchResult): string[] {
  if (change === undefined) return ["new", "", ""];
  const { ratio, low, high, verdict } = change;
  if (ratio === null || low === null || high === null) return ["?", "", verdict];
  return [changePercent(ratio), `${changePercent(low)} … ${changePercent(high)}`, verdict];
}

function budgetTable(budgets: NonNullable<ResultDocument["budgets"]>): string[] {
  const rows = budgets.map(({ metric, whom = "", limit, actual, verdict, unit = "" }) => [
    metric,
    whom,
    quantity(limit, unit),
    actual === null ? "not measured" : quantity(actual, unit),
    verdict,
  ]);
  return table(["budget", "bench", "limit", "measured", "verdict"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)];
}

/** Names come from the benches. */
function cell(text: string): string {
  return text.replace(/[\\|`<]/g, "\\$&").replace(/\s+/g, " ");
}

function plain(sentence: string): string {
  return sentence.replaceAll("`", "");
}
