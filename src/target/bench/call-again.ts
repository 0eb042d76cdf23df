import { setImmediate as turn } from "node:timers/promises";
import type { ProfiledCalls } from "../../run/bench-records.ts";
import { iteration } from "../iteration.ts";
import { isPromiseLike } from "./metric.ts";
import type { RegisteredBench, StartedBench } from "./registry.ts";
import { batchOf, nowMs } from "./timing.ts";

/** How often the event loop gets its turn, ms. */
const TURN_MS = 10;

/** Calls a bench for a profiler to look at, and measures nothing itself. */
export async function callAgain(bench: RegisteredBench, calls: ProfiledCalls): Promise<void> {
  await keepApart();
  const started = await bench.start();
  for (let i = 0; i < calls.warmup; i++) await once(started);
  if (calls.iterations > 0) await marked(started, calls.iterations);
  else await callFor(started, calls.durationMs);
  await started.stop();
}

/**
 * V8 would inline a bench into the harness's function that calls it, and count its samples there. Where several functions
 * have been called from one place, it does not.
 */
async function keepApart(): Promise<void> {
  const calls = [() => 1, () => "", () => null, () => [], async () => {}];
  for (const call of calls) {
    const other: StartedBench = { call, context: undefined, stop: () => undefined };
    for (let i = 0; i < 3; i++) await batchOf(other, await once(other))(3);
    await batchOf({ ...other, beforeEach: () => undefined }, false)(3);
  }
}

async function marked(started: StartedBench, iterations: number): Promise<void> {
  iteration();
  for (let i = 0; i < iterations; i++) {
    await once(started);
    iteration();
  }
}

/** In batches, as when it is measured: of a small function little would be left beside what calls it. */
async function callFor(started: StartedBench, durationMs: number): Promise<void> {
  const run = batchOf(started, await once(started));
  let batch = 1;
  for (const end = nowMs() + durationMs; nowMs() < end; await turn()) {
    const took = run(batch);
    const ms = typeof took === "number" ? took : await took;
    if (ms < TURN_MS / 2) batch *= 2;
  }
}

/** @returns whether it has to be awaited */
async function once({ call, context, beforeEach, afterEach }: StartedBench): Promise<boolean> {
  await beforeEach?.();
  const result = call(context);
  await result;
  await afterEach?.();
  return isPromiseLike(result);
}
