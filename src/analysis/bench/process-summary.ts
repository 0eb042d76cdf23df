/** What one process has measured, in few figures: what comparisons are made of, and baselines keep. */
import { ownTime, type MetricMeasurement, type ProcessMeasurement } from "../../run/bench-records.ts";
import type { MetricSummary, ProcessSummary } from "../../run/baseline.ts";
import { countsQuantile } from "../../stats/histogram.ts";
import { median, quantile } from "../../stats/quantiles.ts";

export function processSummary(measured: ProcessMeasurement): ProcessSummary {
  const times = ownTime(measured);
  const { quantiles, allocation, peakRssBytes } = measured;
  return {
    medianNs: median(times),
    fastNs: quantile(times, FAST),
    batchNs: quantiles[P50] ?? Number.NaN,
    meanNs: measured.meanNs,
    p95Ns: quantiles[P95] ?? Number.NaN,
    p99Ns: quantiles[P99] ?? Number.NaN,
    bytesPerOp: allocation?.bytesPerOp ?? null,
    externalBytesPerOp: allocation?.externalBytesPerOp ?? null,
    gcShare: allocation?.gcShare ?? null,
    peakRssBytes,
    metrics: measured.metrics.map(metricSummary),
  };
}

/** Of the segments: those that nothing came in between of. */
const FAST = 0.1;
const P50 = 2;
const P95 = 5;
const P99 = 6;

function metricSummary(metric: MetricMeasurement): MetricSummary {
  const { name, unit } = metric;
  switch (metric.kind) {
    case "histogram": {
      const { counts } = metric;
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => countsQuantile(counts, q)) as [number, number, number];
      return { name, unit, count: counts.count, mean: counts.sum / counts.count, p50, p95, p99, max: counts.max };
    }
    case "counter":
      return { name, unit, count: metric.total, ...all(metric.perSecond) };
    case "gauge":
      return { name, unit, count: 1, ...all(metric.last), max: metric.max };
  }
}

function all(value: number): Pick<MetricSummary, "mean" | "p50" | "p95" | "p99" | "max"> {
  return { mean: value, p50: value, p95: value, p99: value, max: value };
}
