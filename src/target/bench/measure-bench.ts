/** One bench in one process: warmed up until it is steady, measured in batches, then its allocations counted. */
import { setImmediate as turn } from "node:timers/promises";
import { BATCH_QUANTILES, type MeasureSettings, type ProcessMeasurement } from "../../run/bench-records.ts";
import { quantileOfSorted } from "../../stats/quantiles.ts";
import { obtainCollector } from "../forced-collection.ts";
import { peakRssBytes } from "../peak-rss.ts";
import { ownThreadId, ThreadUsageReader } from "../thread-usage.ts";
import { measureAllocation } from "./allocation.ts";
import { isPromiseLike } from "./metric.ts";
import { MetricSink } from "./metric-sink.ts";
import type { Registry, StartedBench } from "./registry.ts";
import { type Batch, batchOf, nowMs } from "./timing.ts";
import { warmUp } from "./warm-up.ts";

/** Long enough that a segment holds its share of the garbage collections, and the clock weighs nothing. */
const SEGMENT_MS = 10;
const LEAST_SEGMENTS = 5;

export async function measureBench(
  bench: StartedBench,
  settings: MeasureSettings,
  known: Registry,
): Promise<ProcessMeasurement> {
  const batch = batchOf(bench, await firstCall(bench));
  const hooked = bench.beforeEach !== undefined || bench.afterEach !== undefined;
  const warm = await warmUp(batch, settings, hooked);
  obtainCollector()?.(); // outside of what is measured
  const sink = new MetricSink();
  known.sink = sink;
  const timed = await time(batch, warm.batch, settings.timeMs);
  known.sink = undefined;
  const peak = peakRssBytes(); // before allocations are counted, which takes memory itself
  const allocation = await measureAllocation(batch, { nsPerCall: timed.meanNs, hooked, isAsync: warm.isAsync });
  return {
    ...timed,
    warmup: { ms: warm.ms, operations: warm.operations, steady: warm.steady },
    allocation,
    peakRssBytes: peak,
    metrics: sink.measurements(timed.ms / 1000),
  };
}

/** @returns whether the function has to be awaited */
async function firstCall({ call, context, beforeEach, afterEach }: StartedBench): Promise<boolean> {
  await beforeEach?.();
  const result = call(context);
  await result;
  await afterEach?.();
  return isPromiseLike(result);
}

type Timed = Pick<
  ProcessMeasurement,
  "operations" | "batch" | "segments" | "waiting" | "quantiles" | "meanNs" | "minNs" | "maxNs"
> & { readonly ms: number };

async function time(run: Batch, batch: number, timeMs: number): Promise<Timed> {
  const usage = new ThreadUsageReader(ownThreadId());
  const batches: number[] = [];
  const segments: number[] = [];
  const waiting: number[] = [];
  let ms = 0;
  let ownMs = 0;
  let operations = 0;
  for (const start = nowMs(); nowMs() - start < timeMs || segments.length < LEAST_SEGMENTS; ) {
    const waitedUs = usage.read()?.runDelayUs;
    const readMs = nowMs();
    let segmentMs = 0;
    let calls = 0;
    while (segmentMs < SEGMENT_MS) {
      const took = run(batch);
      const batchMs = typeof took === "number" ? took : await took;
      batches.push(batchMs);
      segmentMs += batchMs;
      calls += batch;
    }
    const aroundMs = nowMs() - readMs - segmentMs;
    const waitedUntilUs = usage.read()?.runDelayUs;
    segments.push((segmentMs * 1e6) / calls);
    if (waitedUs !== undefined && waitedUntilUs !== undefined) {
      // Where the thread was taken off its CPU between two batches, that is in neither.
      const waitedMs = Math.max(0, (waitedUntilUs - waitedUs) / 1000 - aroundMs);
      waiting.push(Math.min(1, waitedMs / segmentMs));
      ownMs -= Math.min(segmentMs, waitedMs);
    }
    ms += segmentMs;
    ownMs += segmentMs;
    operations += calls;
    if (ms > LONGEST_FACTOR * timeMs) break; // a call alone takes longer than all was to take
    await turn(); // what the function has left for the event loop
  }
  usage.close();
  const sorted = Float64Array.from(batches, (batchMs) => (batchMs * 1e6) / batch).sort();
  return {
    ms,
    operations,
    batch,
    segments,
    waiting: waiting.length === segments.length ? waiting : null,
    quantiles: BATCH_QUANTILES.map((q) => quantileOfSorted(sorted, q)),
    meanNs: (ownMs * 1e6) / operations,
    minNs: sorted[0] ?? 0,
    maxNs: sorted.at(-1) ?? 0,
  };
}

const LONGEST_FACTOR = 8;
