/**
 * What V8 says of the heap of the thread it runs in: sizes, every collection, and, from both, the bytes allocated. V8
 * counts no allocated bytes; they follow from `used` now and before, and from what each collection in between has freed.
 */
import v8 from "node:v8";
import { performance } from "node:perf_hooks";
import { COLLECTION_KINDS, type CollectionRow, type HeapRow, UNWATCHED } from "../run/records.ts";
import { nowUs } from "./pristine.ts";

const { getHeapStatistics, getHeapSpaceStatistics, GCProfiler } = v8;
const { memoryUsage } = process;

type Statistics = ReturnType<typeof getHeapStatistics>;
type Collected = ReturnType<InstanceType<typeof GCProfiler>["stop"]>["statistics"][number];

/** What V8's statistics of a collection take of the thread's time, µs; they are for no more than a share of it. */
const STATISTICS_US = 40;
const STATISTICS_SHARE = 0.015;
/** Most readings in a row without them. */
const LONGEST_PAUSE = 60;

export class HeapMeter {
  readonly spaceNames = getHeapSpaceStatistics().map(({ space_name: name }) => name);
  #profiler: InstanceType<typeof GCProfiler> | undefined = new GCProfiler();
  /** Readings that are still to come without statistics of collections; what is allocated is then estimated. */
  #pause = 0;
  #pausedUs = 0;
  /** Allocated while there were statistics, bytes a µs. */
  #rate = 0;
  /** Whether every collection counts, whatever that costs: between iterations. */
  exact = false;
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
    this.#profiler?.start();
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
    const sinceUs = t - this.#readUs;
    if (this.#profiler === undefined) this.#estimate(t, sinceUs);
    else {
      const { statistics } = this.#profiler.stop();
      const before = this.allocated;
      this.allocated += used - this.#usedBefore;
      for (const collected of statistics) this.#add(collected, t, forced);
      if (!forced) this.#rate = (this.allocated - before) / Math.max(1, sinceUs);
      this.#profiler = undefined;
      this.#pause = this.exact ? 0 : pauseAfter(statistics.length, sinceUs);
    }
    if (this.#pause === 0) {
      this.#profiler = new GCProfiler();
      this.#profiler.start();
    }
    this.#readUs = t;
  }

  /** A program that collects thousands of times a second would be slowed down by a fifth by the statistics of each. */
  #estimate(t: number, sinceUs: number): void {
    this.#pause--;
    this.#pausedUs += sinceUs;
    this.allocated += this.#rate * sinceUs;
    if (this.exact) this.#pause = 0;
    if (this.#pause > 0) return;
    this.#collections.push([t - this.#pausedUs, t, UNWATCHED, 0, 0, 0, 0, 0]);
    this.#pausedUs = 0;
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

function pauseAfter(collections: number, duringUs: number): number {
  const share = (collections * STATISTICS_US) / Math.max(1, duringUs);
  return share <= STATISTICS_SHARE ? 0 : Math.min(LONGEST_PAUSE, Math.ceil(share / STATISTICS_SHARE) - 1);
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
