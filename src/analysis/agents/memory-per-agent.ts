import { quantileOfSorted } from "../../stats/quantiles.ts";
import type { Agent } from "./agent.ts";

/** Peaks of the agents of which one is known, bytes. */
export interface MemoryPerAgent {
  readonly count: number;
  readonly medianBytes: number | null;
  readonly p95Bytes: number | null;
  readonly maxBytes: number | null;
}

export function memoryPerAgent(agents: readonly Agent[]): MemoryPerAgent {
  const peaks = comparable(agents)
    .flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]))
    .sort((a, b) => a - b);
  const at = (q: number): number | null => (peaks.length === 0 ? null : Math.round(quantileOfSorted(peaks, q)));
  return { count: peaks.length, medianBytes: at(0.5), p95Bytes: at(0.95), maxBytes: at(1) };
}

/** A worker thread or a child process that carries agents is not one beside them. */
export function comparable<T extends Pick<Agent, "isCarrier">>(agents: readonly T[]): readonly T[] {
  return agents.filter(({ isCarrier }) => !isCarrier);
}
