/** What was measured of a bench, over all its processes. */
import type { MeasuredBench } from "../../run/bench-run.ts";
import type { BaselineBench, MetricSummary, ProcessSummary } from "../../run/baseline.ts";
import { type ChosenBench, type MemoryLevels, ownTime } from "../../run/bench-records.ts";
import { bootstrapInterval, type Interval } from "../../stats/bootstrap.ts";
import { countsQuantile, Histogram } from "../../stats/histogram.ts";
import { type Outliers, outliers } from "../../stats/outliers.ts";
import { type Drift, driftOf } from "./drift.ts";
import { median, robustSpread } from "../../stats/quantiles.ts";
import { processSummary } from "./process-summary.ts";

export interface BenchFigures {
  readonly bench: ChosenBench;
  readonly processes: readonly ProcessSummary[];
  /** Why it could not be measured to its end; "" where it was. */
  readonly error: string;
  readonly operations: number;
  /** Operations between two looks at the clock: percentiles are of their means. */
  readonly batch: number;
  /** Median of the processes' medians, with its 95 % interval, ns an operation. */
  readonly time: Interval;
  readonly meanNs: number;
  readonly p95Ns: number;
  readonly p99Ns: number;
  readonly minNs: number;
  readonly maxNs: number;
  /** Robust spread between processes, as a share of the time. */
  readonly variation: number;
  readonly bytesPerOp: number | null;
  readonly externalBytesPerOp: number | null;
  readonly gcShare: number | null;
  readonly peakRssBytes: number | null;
  /** How the time changes while it is measured, as a share of it: 0 in a steady state. */
  readonly drift: Drift;
  /** Of the time, 0 to 1, that other programs had the CPU; null where the system does not tell. */
  readonly waitingShare: number | null;
  readonly outliers: Outliers & { readonly of: number };
  /** By process: see ProcessMeasurement; without the time in which other programs had the CPU. */
  readonly segments: readonly (readonly number[])[];
  readonly metrics: readonly MetricFigures[];
  /** What the bench held in each process; none where that was not asked for. */
  readonly levels: readonly MemoryLevels[];
}

/** All processes together, and each process's own for intervals. */
export interface MetricFigures extends MetricSummary {
  readonly byProcess: readonly MetricSummary[];
}

/** @returns figures of a bench that was measured at least once; undefined of one that never was */
export function benchFigures({ bench, processes: measured, error }: MeasuredBench): BenchFigures | undefined {
  const [first] = measured;
  if (first === undefined) return undefined;
  const processes = measured.map(processSummary);
  const over = (figure: (process: ProcessSummary) => number): number => median(processes.map(figure));
  const medians = processes.map(({ medianNs }) => medianNs);
  const time = bootstrapInterval(medians);
  const segments = measured.map(ownTime);
  const waiting = measured.flatMap((one) => one.waiting ?? []);
  return {
    bench,
    processes,
    error,
    operations: measured.reduce((sum, { operations }) => sum + operations, 0),
    batch: first.batch,
    time,
    meanNs: over(({ meanNs }) => meanNs),
    p95Ns: over(({ p95Ns }) => p95Ns),
    p99Ns: over(({ p99Ns }) => p99Ns),
    minNs: Math.min(...measured.map(({ minNs }) => minNs)),
    maxNs: Math.max(...measured.map(({ maxNs }) => maxNs)),
    variation: robustSpread(medians) / time.estimate,
    bytesPerOp: known(processes.map(({ bytesPerOp }) => bytesPerOp)),
    externalBytesPerOp: known(processes.map(({ externalBytesPerOp }) => externalBytesPerOp)),
    gcShare: known(processes.map(({ gcShare }) => gcShare)),
    peakRssBytes: known(processes.map(({ peakRssBytes }) => peakRssBytes)),
    drift: driftOf(segments),
    waitingShare: waiting.length === 0 ? null : waiting.reduce((sum, share) => sum + share, 0) / waiting.length,
    outliers: { ...outliers(segments.flat()), of: segments.flat().length },
    segments,
    metrics: metricFigures(measured, processes),
    levels: measured.flatMap(({ levels }) => levels ?? []),
  };
}

/** What is known of a bench of which only a baseline is left: no single measurement. */
export function savedFigures({ name, file, kind, processes }: BaselineBench): BenchFigures {
  const over = (figure: (process: ProcessSummary) => number | null): number | null => known(processes.map(figure));
  const medians = processes.map(({ medianNs }) => medianNs);
  const time = bootstrapInterval(medians);
  return {
    bench: { name, file, kind, index: 0, params: {}, budgets: {}, dialect: "swarmprof" },
    processes,
    error: "",
    operations: 0,
    batch: 0,
    time,
    meanNs: over(({ meanNs }) => meanNs) ?? Number.NaN,
    p95Ns: over(({ p95Ns }) => p95Ns) ?? Number.NaN,
    p99Ns: over(({ p99Ns }) => p99Ns) ?? Number.NaN,
    minNs: Number.NaN,
    maxNs: Number.NaN,
    variation: robustSpread(medians) / time.estimate,
    bytesPerOp: over(({ bytesPerOp }) => bytesPerOp),
    externalBytesPerOp: over(({ externalBytesPerOp }) => externalBytesPerOp),
    gcShare: over(({ gcShare }) => gcShare),
    peakRssBytes: over(({ peakRssBytes }) => peakRssBytes),
    drift: { share: 0, steady: true },
    waitingShare: null,
    outliers: { mild: 0, severe: 0, of: 0 },
    segments: [],
    metrics: metricFigures([], processes),
    levels: [],
  };
}

/** Median of what is known; null where nothing is. */
function known(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? null : median(numbers);
}

function metricFigures(measured: MeasuredBench["processes"], processes: readonly ProcessSummary[]): MetricFigures[] {
  const names = new Set(processes.flatMap(({ metrics }) => metrics.map(({ name }) => name)));
  return Array.from(names, (name) => {
    const byProcess = processes.flatMap(({ metrics }) => metrics.filter((metric) => metric.name === name));
    const over = (figure: (summary: MetricSummary) => number): number => median(byProcess.map(figure));
    const all = new Histogram();
    for (const { metrics } of measured) {
      for (const metric of metrics) if (metric.name === name && metric.kind === "histogram") all.add(metric.counts);
    }
    const count = byProcess.reduce((sum, summary) => sum + summary.count, 0);
    const unit = byProcess[0]?.unit ?? "";
    const max = Math.max(...byProcess.map((summary) => summary.max));
    if (all.count === 0) {
      const [mean, p50] = [over((summary) => summary.mean), over((summary) => summary.p50)];
      const [p95, p99] = [over((summary) => summary.p95), over((summary) => summary.p99)];
      return { name, unit, count, mean, p50, p95, p99, max, byProcess };
    }
    const counts = all.counts();
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => countsQuantile(counts, q)) as [number, number, number];
    return { name, unit, count, mean: all.sum / all.count, p50, p95, p99, max, byProcess };
  });
}
