/** The `bench` and `metrics` sections of the `--json` document. */
import type { BenchFigures, MetricFigures } from "../analysis/bench/bench-figures.ts";
import type { BenchBudgetResult } from "../analysis/bench/bench-budgets.ts";
import type { BenchSuite } from "../analysis/bench/bench-suite.ts";
import type { Change, Verdict } from "../analysis/bench/compare-benches.ts";
import type { Finding } from "../analysis/finding.ts";
import type { RunManifest } from "../run/records.ts";
import type { ResultDocument } from "./result-document.ts";
import { round } from "./round.ts";

export interface BenchResult {
  readonly name: string;
  readonly file: string;
  readonly kind: string;
  readonly processes: number;
  readonly iterations: number;
  /** Between two looks at the clock. */
  readonly batch: number;
  readonly meanNs: number;
  readonly medianNs: number;
  readonly medianLowNs: number;
  readonly medianHighNs: number;
  readonly p95Ns: number;
  readonly p99Ns: number;
  readonly minNs: number;
  readonly maxNs: number;
  readonly bytesPerOp: number | null;
  readonly externalBytesPerOp: number | null;
  readonly gcPercent: number | null;
  readonly peakRssBytes: number | null;
  readonly variation: number;
  readonly steady: boolean;
  readonly waitingPercent: number | null;
  readonly change?: {
    readonly verdict: Verdict;
    readonly ratio: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly probability: number;
    readonly bytesRatio: number | null;
  };
}

export interface MetricResult {
  readonly name: string;
  readonly bench: string;
  readonly unit: string;
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @param paths relative to the working directory */
export function benchDocument(
  manifest: RunManifest,
  suite: BenchSuite,
  findings: readonly Finding[],
  paths: { readonly run: string; readonly report: string },
): ResultDocument {
  return {
    schema: "swarmprof/result@1",
    verb: manifest.verb,
    run: {
      id: manifest.id,
      dir: paths.run,
      bench: manifest.bench,
      status: manifest.status,
      target: { exitCode: null, signal: null, wallMs: null },
    },
    report: paths.report,
    findings: findings.map(({ rule, severity, message, evidence }) => ({ rule, severity, message, evidence })),
    ...(suite.budgets.length === 0 ? {} : { budgets: suite.budgets.map(budgetResult) }),
    bench: suite.benches.map(({ figures, change }) => benchResult(figures, change)),
    metrics: suite.benches.flatMap(({ figures }) => figures.metrics.map((metric) => metricResult(metric, figures))),
  };
}

function budgetResult(budget: BenchBudgetResult): BenchBudgetResult {
  const { actual, overBy } = budget;
  return { ...budget, actual: sixDigits(actual), overBy: sixDigits(overBy) };
}

function benchResult(figures: BenchFigures, change: Change | undefined): BenchResult {
  const { bench, time, gcShare, waitingShare } = figures;
  return {
    name: bench.name,
    file: bench.file,
    kind: bench.kind,
    processes: figures.processes.length,
    iterations: figures.operations,
    batch: figures.batch,
    meanNs: round(figures.meanNs),
    medianNs: round(time.estimate),
    medianLowNs: round(time.low),
    medianHighNs: round(time.high),
    p95Ns: round(figures.p95Ns),
    p99Ns: round(figures.p99Ns),
    minNs: round(figures.minNs),
    maxNs: round(figures.maxNs),
    bytesPerOp: rounded(figures.bytesPerOp),
    externalBytesPerOp: rounded(figures.externalBytesPerOp),
    gcPercent: gcShare === null ? null : round(100 * gcShare),
    peakRssBytes: figures.peakRssBytes,
    variation: Math.round(1e4 * figures.variation) / 1e4,
    steady: figures.drift.steady,
    waitingPercent: waitingShare === null ? null : round(100 * waitingShare),
    ...(change === undefined
      ? {}
      : {
          change: {
            verdict: change.verdict,
            ratio: rounded(change.ratio),
            low: rounded(change.low),
            high: rounded(change.high),
            probability: Number(change.probability.toPrecision(3)),
            bytesRatio: rounded(change.bytesRatio),
          },
        }),
  };
}

function metricResult(
  { name, unit, count, mean, p50, p95, p99, max }: MetricFigures,
  { bench }: BenchFigures,
): MetricResult {
  const [a, b, c, d, e] = [mean, p50, p95, p99, max].map((value) => Number(value.toPrecision(6))) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { name, bench: bench.name, unit, count, mean: a, p50: b, p95: c, p99: d, max: e };
}

/** In the budget's unit a figure may be small. */
function sixDigits(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

/** What is no number was not measured. */
function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : round(value);
}
