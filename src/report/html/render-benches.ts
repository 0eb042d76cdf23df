/** The report of a run of benches: one page that needs no script. */
import type { BenchBudgetResult } from "../../analysis/bench/bench-budgets.ts";
import type { SuiteBench } from "../../analysis/bench/bench-suite.ts";
import { bytes, changePercent, nanoseconds, percent, quantity } from "../../analysis/words.ts";
import { grouped } from "../quantity.ts";
import type { ReportView } from "../view-model.ts";
import { changePlot, densityPlot, overTimePlot } from "./bench-plots.ts";
import { card } from "./card.ts";
import { closing } from "./closing.ts";
import { escapeHtml } from "./escape.ts";
import { pageShell } from "./page-shell.ts";
import { plainProse } from "./prose.ts";
import { summary } from "./summary.ts";

export interface BenchesView {
  /** The words, which all reports share. */
  readonly words: ReportView;
  readonly benches: readonly SuiteBench[];
  readonly budgets: readonly BenchBudgetResult[];
}

/** @param head more tags for the head, escaped already */
export function renderBenches(view: BenchesView, assets: { readonly style: string }, head = ""): string {
  const { words, benches, budgets } = view;
  const body = `<main>
${summary(words)}
${benches.length === 0 ? "" : card({ id: "benches", title: "Benches", body: overview(benches) })}
${budgets.length === 0 ? "" : card({ id: "budgets", title: "Budgets", body: budgetTable(budgets) })}
${metrics(benches)}
${benches.map(benchCard).join("\n")}
${closing(words)}
</main>`;
  const title = `${plainProse(words.headline)} · ${escapeHtml(words.bench)} · swarmprof`;
  return pageShell({ title, head, style: assets.style, body });
}

const CHIPS = { slower: "bad", faster: "ok", same: "ok", unknown: "warn" } as const;

function overview(benches: readonly SuiteBench[]): string {
  const compared = benches.some(({ change }) => change !== undefined);
  const rows = benches.map(({ figures, change }, i) => {
    const { bench, time, bytesPerOp, gcShare, variation } = figures;
    const half = (time.high - time.low) / 2 / time.estimate;
    const verdict =
      change === undefined
        ? "<td></td><td></td><td></td>"
        : `<td class="n">${Number.isFinite(change.ratio) ? changePercent(change.ratio) : "?"}</td><td>${changePlot(change)}</td><td><span class="chip ${CHIPS[change.verdict]}">${change.verdict}</span></td>`;
    return `<tr><td class="wrap"><a href="#bench-${i + 1}">${escapeHtml(bench.name)}</a></td><td>${bench.kind}</td><td class="n">${nanoseconds(time.estimate)}</td><td class="n">${percent(100 * half)}</td><td class="n">${nanoseconds(figures.p95Ns)}</td><td class="n">${nanoseconds(figures.p99Ns)}</td><td class="n">${bytesPerOp === null ? "?" : bytes(bytesPerOp)}</td><td class="n">${gcShare === null ? "?" : percent(100 * gcShare)}</td><td class="n">${percent(100 * variation)}</td>${compared ? verdict : ""}</tr>`;
  });
  const change = compared ? `<th class="n">change</th><th>95 % interval, ±30 %</th><th></th>` : "";
  return `<table><thead><tr><th>bench</th><th>kind</th><th class="n">median</th><th class="n">±</th><th class="n">p95</th><th class="n">p99</th><th class="n">bytes/op</th><th class="n">GC</th><th class="n">varies</th>${change}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function budgetTable(budgets: readonly BenchBudgetResult[]): string {
  const chips = { pass: "ok", fail: "bad", unknown: "warn" } as const;
  const rows = budgets.map(({ metric, whom = "", limit, actual, verdict, unit }) => {
    const measured = actual === null ? "not measured" : quantity(actual, unit);
    return `<tr><td>${escapeHtml(metric)}</td><td class="wrap">${escapeHtml(whom)}</td><td class="n">${escapeHtml(quantity(limit, unit))}</td><td class="n">${escapeHtml(measured)}</td><td><span class="chip ${chips[verdict]}">${verdict}</span></td></tr>`;
  });
  return `<table><thead><tr><th>budget</th><th>bench</th><th class="n">limit</th><th class="n">measured</th><th></th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function metrics(benches: readonly SuiteBench[]): string {
  const rows = benches.flatMap(({ figures }) =>
    figures.metrics.map(({ name, unit, count, mean, p50, p95, p99, max }) => {
      const cells = [mean, p50, p95, p99, max].map(
        (value) => `<td class="n">${escapeHtml(quantity(value, unit))}</td>`,
      );
      return `<tr><td>${escapeHtml(name)}</td><td class="wrap">${escapeHtml(figures.bench.name)}</td><td class="n">${grouped(count)}</td>${cells.join("")}</tr>`;
    }),
  );
  if (rows.length === 0) return "";
  const body = `<table><thead><tr><th>metric</th><th>bench</th><th class="n">count</th><th class="n">mean</th><th class="n">p50</th><th class="n">p95</th><th class="n">p99</th><th class="n">max</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
  return card({ id: "metrics", title: "Metrics", body });
}

function benchCard({ figures, change, base }: SuiteBench, i: number): string {
  const { bench, segments } = figures;
  const before = (base?.processes ?? []).map(({ medianNs }) => medianNs);
  const drawn = { name: bench.name, segments, base: before };
  const pairs = [...pairsOf(figures), ...(change === undefined ? [] : changePairs(change))].map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  const body = `<div class="growths"><figure class="growth">${overTimePlot(drawn)}<p class="note">Each point: some 10 ms of calls, or one call, in the order in which they were measured. Line: the median of a process.</p></figure>
<figure class="growth">${densityPlot(drawn)}<p class="note">How often which time was measured${before.length === 0 ? "" : "; strokes below: processes of the baseline"}.</p></figure></div>
<dl class="environment">${pairs.join("")}</dl>`;
  return card({
    id: `bench-${i + 1}`,
    title: `${escapeHtml(bench.name)} <span class="muted">${escapeHtml(bench.file)}</span>`,
    body,
  });
}

function pairsOf(figures: SuiteBench["figures"]): [string, string][] {
  const { time, outliers, peakRssBytes, externalBytesPerOp, waitingShare, drift } = figures;
  return [
    ["Median", `${nanoseconds(time.estimate)} (95 %: ${nanoseconds(time.low)} to ${nanoseconds(time.high)})`],
    ["Mean", nanoseconds(figures.meanNs)],
    ["Least, most", `${nanoseconds(figures.minNs)}, ${nanoseconds(figures.maxNs)}`],
    [
      "p95, p99",
      `${nanoseconds(figures.p95Ns)}, ${nanoseconds(figures.p99Ns)}${figures.batch > 1 ? ` of ${grouped(figures.batch)} calls each` : ""}`,
    ],
    ["Operations", `${grouped(figures.operations)} in ${figures.processes.length} processes`],
    ["Outliers", `${outliers.mild} mild, ${outliers.severe} severe of ${outliers.of}`],
    ["Changes while measured", drift.steady ? "no: steady" : changePercent(1 + drift.share)],
    ...(figures.bytesPerOp === null ? [] : [["Bytes an operation", bytes(figures.bytesPerOp)] as [string, string]]),
    ...(externalBytesPerOp === null || externalBytesPerOp === 0
      ? []
      : [["Outside of V8's heap", `${bytes(externalBytesPerOp)} an operation`] as [string, string]]),
    ...(peakRssBytes === null ? [] : [["Peak RSS of a process", bytes(peakRssBytes)] as [string, string]]),
    ...(waitingShare === null ? [] : [["Other programs had the CPU", percent(100 * waitingShare)] as [string, string]]),
  ];
}

function changePairs({
  ratio,
  low,
  high,
  probability,
  bytesRatio,
}: NonNullable<SuiteBench["change"]>): [string, string][] {
  const words = `${changePercent(ratio)} (95 %: ${changePercent(low)} to ${changePercent(high)}), p = ${probability.toPrecision(2)}`;
  return [
    ["Change", words],
    ...(bytesRatio === null ? [] : [["Change of bytes", changePercent(bytesRatio)] as [string, string]]),
  ];
}
