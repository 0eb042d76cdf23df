/** What `swarmprof run` prints for people. */
import { bytes, changePercent, nanoseconds, percent, quantity } from "../analysis/words.ts";
import type { BenchResult, MetricResult } from "../report/bench-result.ts";
import type { ResultDocument } from "../report/result-document.ts";
import type { Paint } from "./paint.ts";
import { summaryText } from "./summary-text.ts";

export function benchSummary(document: ResultDocument, headline: string, paint: Paint): string {
  const { bench = [], metrics = [] } = document;
  const compared = bench.some(({ change }) => change !== undefined);
  const head = ["median", "±", "p95", "bytes/op", "GC", ...(compared ? ["change", "95 % interval"] : []), "bench", ""];
  const rows = bench.map((one) => benchRow(one, compared));
  return summaryText(document, headline, [[head, ...rows], metricRows(metrics)], paint);
}

function benchRow(one: BenchResult, compared: boolean): string[] {
  const half = (one.medianHighNs - one.medianLowNs) / 2;
  return [
    nanoseconds(one.medianNs),
    percent((100 * half) / one.medianNs),
    nanoseconds(one.p95Ns),
    one.bytesPerOp === null ? "?" : bytes(one.bytesPerOp),
    one.gcPercent === null ? "?" : percent(one.gcPercent),
    ...(compared ? changeCells(one.change) : []),
    one.name,
    one.change === undefined ? "" : one.change.verdict,
  ];
}

function changeCells(change: BenchResult["change"]): [string, string] {
  if (change === undefined) return ["new", ""];
  const { ratio, low, high } = change;
  if (ratio === null || low === null || high === null) return ["?", ""];
  return [changePercent(ratio), `${changePercent(low)} … ${changePercent(high)}`];
}

function metricRows(metrics: readonly MetricResult[]): string[][] {
  const rows = metrics.map(({ name, bench, unit, count, p50, p95, p99, max }) => {
    const words = (value: number): string => quantity(value, unit);
    return [words(p50), words(p95), words(p99), words(max), String(count), name, bench];
  });
  return [["p50", "p95", "p99", "max", "count", "metric", "bench"], ...rows];
}
