/** Parts of a memory run that stand in a test: KiB and µs as in the files of a run. */
import type { ProcessTimeline } from "../../src/analysis/memory/process-timeline.ts";
import { type ThreadHeap, threadHeap } from "../../src/analysis/memory/thread-heap.ts";
import type { RecordedProcess, RecordedThread } from "../../src/run/read-run.ts";
import type { CollectionRow, HeapRow, ProcessMemoryRow } from "../../src/run/records.ts";

/** @param rows `[t, rss, highWater]` */
export function drawnProcess(
  pid: number,
  rows: readonly (readonly [number, number, number])[],
  changes: Partial<ProcessTimeline> = {},
): ProcessTimeline {
  return {
    pid,
    ppid: 0,
    name: "node",
    agent: "",
    node: undefined,
    rows: rows.map(([t, rss, highWater]): ProcessMemoryRow => [t, pid, rss, highWater, 0, 0, 0, 0]),
    startUs: rows[0]?.[0] ?? 0,
    endUs: rows.at(-1)?.[0] ?? 0,
    peakRssBytes: Math.max(...rows.map(([, , highWater]) => highWater)) * 1024,
    ...changes,
  };
}

export interface DrawnHeap {
  /** `[t, used, external, turns]`, sizes in bytes. */
  readonly rows: readonly (readonly [t: number, used: number, external: number, turns: number])[];
  readonly collections?: readonly CollectionRow[];
}

export function drawnHeap({ rows, collections = [] }: DrawnHeap, pid = 1): ThreadHeap {
  const memory = {
    spaces: [],
    heap: rows.map(([t, used, external, turns]): HeapRow => [t, used, used, used, external, 0, 0, 0, 0, turns, 0]),
    collections,
    levels: [],
    profiles: [],
  };
  const track: RecordedThread = {
    pid,
    thread: "main",
    name: "",
    record: { threadId: 0, tid: 1, startUs: 0, usage: null },
    end: undefined,
    usage: [],
    cpuChunks: [],
    sourceMaps: [],
    agents: [],
    file: "",
    agentClasses: [],
    agentAllocations: [],
    slices: "",
    snapshots: [],
    growthSnapshots: [],
    growers: "",
    keptSnapshots: [],
    weighings: [],
    memory,
  };
  return threadHeap(track, memory);
}

export function drawnNode(pid: number, probe: { preload: number; recorder: number }): RecordedProcess {
  return {
    record: { pid, ppid: 0, node: "v20.19.0", argv: [], cwd: "/", startUs: 0, rssBytes: [0, probe.preload] },
    end: undefined,
    recorder: { cpuUs: 0, heapBytes: probe.recorder, cuts: 0, unanswered: 0 },
    agent: "",
    threads: [],
  };
}
