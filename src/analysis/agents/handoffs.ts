/** Who hands over to whom, how often, and how long until that one ran. */
import { quantileOfSorted } from "../../stats/quantiles.ts";
import type { HandoffRow } from "../../run/records.ts";

export interface Handoff {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Of those that were taken up, µs; null where none was. */
  readonly medianWaitUs: number | null;
  readonly maxWaitUs: number | null;
  /** The receiver did not run any more in the thread. */
  readonly notTakenUp: number;
}

/** @returns the most frequent first */
export function handoffsOf(rows: readonly HandoffRow[]): Handoff[] {
  const pairs = new Map<string, { from: string; to: string; waits: number[]; count: number }>();
  for (const [, from, to, waitUs] of rows) {
    const key = `${from}\0${to}`;
    const pair = pairs.get(key) ?? { from, to, waits: [], count: 0 };
    pairs.set(key, pair);
    pair.count++;
    if (waitUs !== null) pair.waits.push(waitUs);
  }
  return [...pairs.values()]
    .map(({ from, to, waits, count }) => {
      waits.sort((a, b) => a - b);
      const at = (q: number): number | null => (waits.length === 0 ? null : quantileOfSorted(waits, q));
      return { from, to, count, medianWaitUs: at(0.5), maxWaitUs: at(1), notTakenUp: count - waits.length };
    })
    .sort((a, b) => b.count - a.count || (b.maxWaitUs ?? 0) - (a.maxWaitUs ?? 0));
}
