import type { MemoryLevels } from "../../run/bench-records.ts";
import { obtainCollector } from "../forced-collection.ts";
import type { RegisteredBench, StartedBench } from "./registry.ts";

/** V8's compiler, in threads of its own, holds on to objects for so long, ms. */
const SETTLE_MS = 20;
const CALLS = 3;

/**
 * What is left after garbage collections before a bench has been set up, with it, and after it was torn down.
 * @param measure is called while it stands
 * @returns what `measure` returned
 */
export async function withLevels<T>(
  bench: RegisteredBench,
  measure: (started: StartedBench) => Promise<T>,
): Promise<{ readonly levels: MemoryLevels | undefined; readonly result: T }> {
  const collect = obtainCollector();
  // Once for nothing: what setup loads and compiles is no agent's.
  await stopped(await started(bench));
  const beforeBytes = await level(collect);
  let standing: StartedBench | undefined = await started(bench);
  const withBytes = await level(collect);
  const result = await measure(standing);
  await stopped(standing);
  standing = undefined;
  const afterBytes = await level(collect);
  return { levels: collect && { beforeBytes, withBytes, afterBytes }, result };
}

async function started(bench: RegisteredBench): Promise<StartedBench> {
  const ready = await bench.start();
  for (let i = 0; i < CALLS; i++) {
    await ready.beforeEach?.();
    await ready.call(ready.context);
    await ready.afterEach?.();
  }
  return ready;
}

async function stopped(ready: StartedBench): Promise<void> {
  await ready.stop();
}

async function level(collect: (() => void) | undefined): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect?.();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  }
  collect?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
