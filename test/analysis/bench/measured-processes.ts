/** Processes of a bench, made of a time each. */
import type { ProcessSummary } from "../../../src/run/baseline.ts";
import { randomFrom } from "../../../src/stats/random.ts";

export function processes(ns: readonly number[], more: Partial<ProcessSummary> = {}): ProcessSummary[] {
  return ns.map((time) => ({
    medianNs: time,
    fastNs: time,
    batchNs: time,
    meanNs: time,
    p95Ns: 2 * time,
    p99Ns: 3 * time,
    bytesPerOp: 1000,
    externalBytesPerOp: 0,
    gcShare: 0.1,
    peakRssBytes: 50e6,
    metrics: [],
    ...more,
  }));
}

/** Times around a middle, each up to `spread` off, as a share. */
export function times(middle: number, spread: number, seed: number, count = 15): number[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => middle * (1 + spread * (2 * random() - 1)));
}
