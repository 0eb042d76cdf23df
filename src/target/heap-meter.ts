/**
 * What V8 says of the heap of the thread it runs in: sizes, every collection, and, from both, the bytes allocated. V8
 * counts no allocated bytes; they follow from `used` now and before, and from what each collection in between has freed.
 */
import v8 from "node:v8";
import { performance } from "node:perf_hooks";
import { COLLECTION_KINDS, type CollectionRow, type HeapRow } from "../run/records.ts";
import { nowUs } from "./pristine.ts";

const { getHeapStatistics, getHeapSpaceStatistics, GCProfiler } = v8;
const { memoryUsage } = process;

type Statistics = ReturnType<typeof getHeapStatistics>;
type Collected = ReturnType<InstanceType<typeof GCProfiler>["stop"]>["statistics"][number];

export class HeapMeter {
  readonly spaceNames = getHeapSpaceStatistics().map(({ space_name: name }) => name);
  #profiler = new GCProfiler();
  #usedBefore: number;
  #readUs = nowUs();
  /** Bytes allocated in V8's heap since the meter was made; what its own readings take is left out. */
  allocated = 0;
  /** Time in collections, µs. */
  collectionUs = 0;
  #last: HeapRow | undefined;
  /** Collections since they were last taken out. */
  #collections: CollectionRow[] = [];

  constructor() {
    this.#profiler.start();
    this.#usedBefore = getHeapStatistics().used_heap_size;
  }

  /** @param forced whether what was collected since the last reading was the probe's doing */
  read(forced = false): HeapRow {
    const t = nowUs();
    const statistics = getHeapStatistics();
    this.#count(statistics, t, forced);
    const { external, arrayBuffers } = memoryUsage();
    const row: HeapRow = [
      t,
      statistics.used_heap_size,
      statistics.total_heap_size,
      statistics.total_physical_size,
      external,
      arrayBuffers,
      statistics.malloced_memory,
      statistics.peak_malloced_memory,
      this.allocated,
      loopTurns(),
      idleUs(),
      ...getHeapSpaceStatistics().map(({ space_used_size: used }) => used),
    ];
    this.#usedBefore = getHeapStatistics().used_heap_size;
    this.#last = row;
    return row;
  }

  /** The last reading. */
  get last(): HeapRow {
    return this.#last ?? this.read();
  }

  takeCollections(): readonly CollectionRow[] {
    const taken = this.#collections;
    this.#collections = [];
    return taken;
  }

  #count({ used_heap_size: used }: Statistics, t: number, forced: boolean): void {
    const { statistics } = this.#profiler.stop();
    this.#profiler = new GCProfiler();
    this.#profiler.start();
    this.allocated += used - this.#usedBefore;
    for (const collected of statistics) this.#add(collected, t, forced);
    this.#readUs = t;
  }

  #add({ gcType, cost, beforeGC, afterGC }: Collected, t: number, forced: boolean): void {
    const before = beforeGC.heapStatistics;
    const after = afterGC.heapStatistics;
    this.allocated += before.usedHeapSize - after.usedHeapSize;
    const kind = forced ? "forced" : (KIND_OF[gcType] ?? "minor");
    if (!forced) this.collectionUs += cost;
    this.#collections.push([
      this.#readUs,
      t,
      COLLECTION_KINDS.indexOf(kind),
      Math.round(cost),
      before.usedHeapSize,
      after.usedHeapSize,
      before.externalMemory,
      after.externalMemory,
    ]);
  }
}

const KIND_OF: Readonly<Record<string, (typeof COLLECTION_KINDS)[number]>> = {
  Scavenge: "minor",
  MinorMarkCompact: "minor",
  MinorMarkSweep: "minor",
  MarkSweepCompact: "major",
  IncrementalMarking: "incremental",
  ProcessWeakCallbacks: "weak",
};

/** Turns of the thread's event loop; Node tells from 20.18 on. */
function loopTurns(): number | null {
  const metrics: unknown = Reflect.get(performance.nodeTiming, "uvMetricsInfo");
  const turns: unknown =
    typeof metrics === "object" && metrics !== null ? Reflect.get(metrics, "loopCount") : undefined;
  return typeof turns === "number" ? turns : null;
}

function idleUs(): number | null {
  const { idleTime } = performance.nodeTiming;
  return typeof idleTime === "number" ? Math.round(idleTime * 1000) : null;
}
