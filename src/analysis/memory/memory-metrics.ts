/** The figures of a memory run that a budget can name. */
import type { Measured } from "../budgets.ts";
import type { MemoryAnalysis } from "./analyse-memory.ts";

/** Of every metric what it is, for messages. */
export const MEMORY_METRICS: Readonly<Record<string, { readonly words: string; readonly unit: "B" | "B/iteration" }>> =
  {
    "memory.peak": { words: "peak RSS of all processes", unit: "B" },
    "memory.heap_peak": { words: "peak V8 heap of a thread", unit: "B" },
    "memory.external_peak": { words: "peak memory outside the V8 heap of a thread", unit: "B" },
    "memory.growth": { words: "growth", unit: "B/iteration" },
    "memory.per_operation": { words: "bytes allocated an iteration", unit: "B/iteration" },
  };

/** @returns undefined for what was not measured in this run */
export function measuredMemory(metric: string, memory: MemoryAnalysis): Measured | undefined {
  const known = memory.threads.filter((thread) => thread !== undefined);
  switch (metric) {
    case "memory.peak":
      return memory.peak === null ? undefined : exactly(memory.peak.rssBytes);
    case "memory.heap_peak":
      return known.length === 0 ? undefined : exactly(Math.max(...known.map(({ peakHeapBytes }) => peakHeapBytes)));
    case "memory.external_peak":
      return known.length === 0
        ? undefined
        : exactly(Math.max(...known.map(({ peakExternalBytes }) => peakExternalBytes)));
    case "memory.growth":
      return measuredGrowth(memory);
    case "memory.per_operation":
      return memory.operations === undefined ? undefined : exactly(memory.operations.allocatedBytes);
    default:
      return undefined;
  }
}

/** What is called flat counts as no growth: below what can be told from the noise. */
function measuredGrowth({ overall }: MemoryAnalysis): Measured | undefined {
  const slope = overall?.growth.slope;
  if (overall === undefined || overall.per !== "iteration" || slope === undefined || slope === null) return undefined;
  switch (overall.growth.verdict) {
    case "flat":
      return exactly(0);
    case "leak":
      return { actual: slope.estimate, low: slope.low, high: slope.high };
    case "inconclusive":
      return { actual: slope.estimate, low: Math.min(0, slope.low), high: Math.max(slope.high, 1) };
  }
}

function exactly(value: number): Measured {
  return { actual: value, low: value, high: value };
}
