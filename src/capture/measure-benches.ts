/**
 * Measures benches, each in several processes of its own. What the machine does changes over minutes, so a bench's processes
 * are spread over the whole time: each round measures every bench once, every other round in the opposite order, so that of
 * two arms A and B the order is A B B A.
 */
import type { ChosenBench, Measured, MeasureSettings } from "../run/bench-records.ts";
import { type BenchProcess, measureOnce } from "./bench-process.ts";

export interface Plan {
  readonly bench: ChosenBench;
  readonly process: Omit<BenchProcess, "signal">;
}

/** Seconds each, and thousands of operations. */
export const MOST_UNDER_LOAD = 5;

export interface Rounds {
  /** Number of the first: a rerun goes on where the first run has ended. */
  readonly from: number;
  readonly count: number;
  readonly settings: Omit<MeasureSettings, "index" | "name">;
  readonly signal: AbortSignal;
}

/**
 * @param onMeasured is told of each process when it has ended: the place of its bench, and the number of the process
 * @throws SwarmprofError TYPESCRIPT_UNSUPPORTED
 */
export async function measureBenches(
  plans: readonly Plan[],
  { from, count, settings, signal }: Rounds,
  onMeasured: (plan: number, process: number, measured: Measured) => void,
): Promise<void> {
  const failed = new Set<number>();
  for (let round = from; round < from + count; round++) {
    const places = plans.map((_, place) => place);
    if (round % 2 === 1) places.reverse();
    for (const place of places) {
      const plan = plans[place];
      // A bench that has failed would fail again; the others go on.
      if (plan === undefined || failed.has(place)) continue;
      if (plan.bench.kind === "load" && round - from >= MOST_UNDER_LOAD) continue;
      const { index, name } = plan.bench;
      const measured = await measureOnce({ ...plan.process, signal }, { index, name, ...settings });
      if (signal.aborted) return;
      if (measured.measurement === undefined) failed.add(place);
      onMeasured(place, round, measured);
    }
  }
}
