/** RSS = V8 heap + external + program files + the profiler + what nobody accounts for: so that no figure stands alone. */
import type { HeapRow } from "../../run/records.ts";
import type { ProcessTimeline } from "./process-timeline.ts";
import type { ThreadHeap } from "./thread-heap.ts";

export interface MemoryPart {
  readonly name: string;
  readonly bytes: number;
}

export interface MemoryParts {
  readonly parts: readonly MemoryPart[];
  /** Memory that V8 or objects have reserved, but that was never touched, so that it isn't in RSS. */
  readonly notResidentBytes: number;
}

/** @param atUs a moment of the run; @param rssBytes of all processes then */
export function partsAt(
  atUs: number,
  rssBytes: number,
  processes: readonly ProcessTimeline[],
  threads: readonly ThreadHeap[],
): MemoryParts {
  let heap = 0;
  let external = 0;
  let files = 0;
  let profiler = 0;
  let others = 0;
  for (const process of processes) {
    const row = latest(process.rows, atUs);
    if (row === undefined || atUs > process.endUs + SLACK_US) continue;
    if (process.node === undefined) {
      others += row[2] * 1024;
      continue;
    }
    files += row[4] * 1024;
    profiler += probeBytes(process);
    for (const { track, memory } of threads) {
      const reading = track.pid === process.pid ? latest<HeapRow>(memory.heap, atUs) : undefined;
      if (reading === undefined || (track.end !== undefined && track.end.endUs + SLACK_US < atUs)) continue;
      const [, , , physical, outside, , malloced] = reading;
      heap += physical;
      external += outside + malloced;
    }
  }
  // What the system counts comes first; V8 may have reserved more than was ever touched.
  const counted = files + others;
  const resident = { profiler: 0, heap: 0, external: 0, rest: Math.max(0, rssBytes - counted) };
  for (const [name, bytes] of [
    ["heap", heap],
    ["external", external],
    ["profiler", profiler],
  ] as const) {
    resident[name] = Math.min(bytes, resident.rest);
    resident.rest -= resident[name];
  }
  const parts = [
    { name: "V8 heap", bytes: resident.heap },
    { name: "external memory", bytes: resident.external },
    { name: "program files", bytes: files },
    { name: "other programs", bytes: others },
    { name: "swarmprof", bytes: resident.profiler },
    { name: "not accounted for: stacks, native code, the allocator's reserve", bytes: resident.rest },
  ];
  const notResidentBytes = heap + external - resident.heap - resident.external;
  return { parts: parts.filter(({ bytes }) => bytes > 0), notResidentBytes };
}

/** A peak that is only known from the end of a process may be told a little after its threads' last words. */
const SLACK_US = 200_000;

/** What the probe adds to a process: its own code and readings, and the recorder's thread, bytes. */
export function probeBytes({ node }: ProcessTimeline): number {
  if (node === undefined) return 0;
  const [before, after] = node.record.rssBytes;
  return Math.max(0, after - before) + (node.recorder?.heapBytes ?? 0);
}

/** The last row up to a time, by bisection. */
function latest<Row extends readonly [number, ...unknown[]]>(rows: readonly Row[], atUs: number): Row | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row)[0] <= atUs) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}
