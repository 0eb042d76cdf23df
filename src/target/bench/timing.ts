/** The loops that stand around the function that is measured: as little as can be. */
import { performance } from "node:perf_hooks";
import { isPromiseLike } from "./metric.ts";
import type { StartedBench } from "./registry.ts";

export const nowMs: () => number = performance.now.bind(performance);

/** What the last call has returned: V8 must not leave out a call because nobody reads its result. */
const kept: { result: unknown } = { result: undefined };

const SETTLED = Promise.resolve();

/** Calls so many times. @returns ms */
export type Batch = (calls: number) => number | Promise<number>;

/** What waiting for a call costs by itself. */
export const emptyAwait: Batch = asyncBatch(() => SETTLED, undefined);

export function batchOf(bench: StartedBench, isAsync: boolean): Batch {
  const { call, context, beforeEach, afterEach } = bench;
  if (beforeEach !== undefined || afterEach !== undefined) return hookedBatch(bench);
  return isAsync ? asyncBatch(call, context) : syncBatch(call, context);
}

function syncBatch(call: StartedBench["call"], context: unknown): Batch {
  return (calls) => {
    const start = nowMs();
    for (let i = 0; i < calls; i++) kept.result = call(context);
    return nowMs() - start;
  };
}

function asyncBatch(call: StartedBench["call"], context: unknown): Batch {
  return async (calls) => {
    const start = nowMs();
    for (let i = 0; i < calls; i++) kept.result = await call(context);
    return nowMs() - start;
  };
}

function hookedBatch({ call, context, beforeEach, afterEach }: StartedBench): Batch {
  return async (calls) => {
    let ms = 0;
    for (let i = 0; i < calls; i++) {
      const before = beforeEach?.();
      if (isPromiseLike(before)) await before;
      const start = nowMs();
      const result = call(context);
      kept.result = isPromiseLike(result) ? await result : result;
      ms += nowMs() - start;
      const after = afterEach?.();
      if (isPromiseLike(after)) await after;
    }
    return ms;
  };
}
