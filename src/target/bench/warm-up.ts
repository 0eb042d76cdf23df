import type { MeasureSettings } from "../../run/bench-records.ts";
import { quantile } from "../../stats/quantiles.ts";
import { type Batch, nowMs } from "./timing.ts";

export interface WarmUp {
  /** Calls to a batch from now on. */
  readonly batch: number;
  readonly isAsync: boolean;
  readonly ms: number;
  readonly operations: number;
  readonly steady: boolean;
}

/** Two looks at the clock take about 0.1 µs: of a batch no more than a five-hundredth. */
const BATCH_MS = 0.05;
const WINDOW_MS = 10;
/** Windows that have to agree, and how well. */
const WINDOWS = 3;
const AGREEMENT = 0.02;
const MOST_CALLS = 1e7;

/**
 * Calls the function until its fast times change no more from window to window. The fast ones, since another program's
 * load makes slow ones slower, but none faster; V8's compiler does.
 * @param hooked whether calls are measured one by one
 */
export async function warmUp(
  run: Batch,
  { warmupMs, longestWarmupMs }: Pick<MeasureSettings, "warmupMs" | "longestWarmupMs">,
  hooked: boolean,
): Promise<WarmUp> {
  const start = nowMs();
  const fast: number[] = [];
  let batch = 1;
  let operations = 0;
  let isAsync = false;
  for (;;) {
    const times: number[] = [];
    for (const windowStart = nowMs(); nowMs() - windowStart < WINDOW_MS; ) {
      const took = run(batch);
      isAsync ||= typeof took !== "number";
      const ms = typeof took === "number" ? took : await took;
      times.push(ms / batch);
      operations += batch;
      if (!hooked && ms < BATCH_MS / 2) batch = Math.min(MOST_CALLS, batch * 2);
    }
    fast.push(quantile(times, 0.1));
    const perCall = fast.at(-1) ?? 0;
    if (!hooked && perCall > 0) batch = Math.min(MOST_CALLS, Math.max(1, Math.round(BATCH_MS / perCall)));
    const ms = nowMs() - start;
    const steady = agree(fast);
    if ((steady && ms >= warmupMs) || ms >= longestWarmupMs) return { batch, isAsync, ms, operations, steady };
  }
}

function agree(fast: readonly number[]): boolean {
  const last = fast.slice(-WINDOWS);
  return last.length === WINDOWS && Math.max(...last) <= (1 + AGREEMENT) * Math.min(...last);
}
