/**
 * Bytes an operation allocates. V8 counts no allocated bytes; they follow from what the heap held before and after, and
 * from what each garbage collection in between has freed.
 */
import v8 from "node:v8";
import type { AllocationMeasurement } from "../../run/bench-records.ts";
import { type Batch, emptyAwait, nowMs } from "./timing.ts";

const PHASE_MS = 60;
const ROUNDS = 3;
const CALIBRATIONS = 8;
const MOST_CALLS = 1e6;
/** What the readings themselves may leave outside of the heap. */
const OWN_BYTES = 512;
const EXTERNAL_TRIES = 3;
const PAUSE_MS = 5;
const MOST_PAUSES = 20;

interface Bench {
  readonly nsPerCall: number;
  /** Whether there is work between the calls, which is not to be counted. */
  readonly hooked: boolean;
  readonly isAsync: boolean;
}

/** @returns null where V8 tells nothing of its collections */
export async function measureAllocation(run: Batch, bench: Bench): Promise<AllocationMeasurement | null> {
  // Calls are then not to be told from what is around them.
  if (bench.hooked) return null;
  const calls = Math.min(MOST_CALLS, Math.max(1, Math.round((PHASE_MS * 1e6) / ROUNDS / bench.nsPerCall)));
  const empty = Math.min(...(await repeated(CALIBRATIONS, () => allocatedBy(run, 0))).map(({ bytes }) => bytes));
  const perAwait = bench.isAsync ? await bytesPerAwait() : 0;
  const rounds = await repeated(ROUNDS, () => allocatedBy(run, calls));
  const perOp = rounds.map(({ bytes }) => (bytes - empty) / calls - perAwait).sort((a, b) => a - b);
  const total = rounds.reduce((sum, { ms }) => sum + ms, 0);
  return {
    bytesPerOp: Math.max(0, perOp[Math.floor(perOp.length / 2)] ?? 0),
    externalBytesPerOp: await externalBytes(run, calls),
    gcShare: rounds.reduce((sum, { gcMs }) => sum + gcMs, 0) / total,
    collections: rounds.reduce((sum, { collections }) => sum + collections, 0),
    operations: ROUNDS * calls,
  };
}

interface Allocated {
  readonly bytes: number;
  readonly ms: number;
  readonly gcMs: number;
  readonly collections: number;
}

async function allocatedBy(run: Batch, calls: number): Promise<Allocated> {
  const profiler = new v8.GCProfiler();
  profiler.start();
  const start = nowMs();
  const before = v8.getHeapStatistics().used_heap_size;
  const took = run(calls);
  if (typeof took !== "number") await took;
  const after = v8.getHeapStatistics().used_heap_size;
  const ms = nowMs() - start;
  const { statistics } = profiler.stop();
  const freed = statistics.reduce(
    (sum, { beforeGC, afterGC }) => sum + beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
    0,
  );
  const gcMs = statistics.reduce((sum, { cost }) => sum + cost, 0) / 1000;
  return { bytes: after - before + freed, ms, gcMs, collections: statistics.length };
}

async function bytesPerAwait(): Promise<number> {
  const calls = 10_000;
  await emptyAwait(calls);
  const empty = (await allocatedBy(emptyAwait, 0)).bytes;
  const rounds = await repeated(ROUNDS, () => allocatedBy(emptyAwait, calls));
  return Math.min(...rounds.map(({ bytes }) => (bytes - empty) / calls));
}

/**
 * Buffers are freed by threads of V8 at times that nobody is told of: those of collections before, too, for a while. So what
 * is outside of the heap is compared over calls without a collection between them, and the most of several tries counts.
 * @returns null where there are none so short
 */
async function externalBytes(run: Batch, most: number): Promise<number | null> {
  const tries: number[] = [];
  for (let calls = Math.min(most, 1_000); calls >= 1 && tries.length < EXTERNAL_TRIES; ) {
    await untilFreed();
    const before = process.memoryUsage().external;
    const { collections } = await allocatedBy(run, calls);
    const after = process.memoryUsage().external;
    if (collections === 0) tries.push(after - before < OWN_BYTES ? 0 : (after - before) / calls);
    else calls = Math.floor(calls / 4);
  }
  return tries.length === 0 ? null : Math.max(...tries);
}

/** Waits until what is outside of the heap has stayed as it is for a while. */
async function untilFreed(): Promise<void> {
  let before = -1;
  for (let i = 0; i < MOST_PAUSES; i++) {
    const { external } = process.memoryUsage();
    if (external === before) return;
    before = external;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function repeated<T>(times: number, once: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let i = 0; i < times; i++) all.push(await once());
  return all;
}
