/** What is known of the V8 heap of a thread. */
import type { RecordedThread, ThreadMemory } from "../../run/read-run.ts";
import { COLLECTION_KINDS, UNWATCHED } from "../../run/records.ts";

export interface ThreadHeap {
  readonly track: RecordedThread;
  readonly memory: ThreadMemory;
  /** Used by objects, garbage not yet collected included; true between readings too, since V8 tells before collections. */
  readonly peakHeapBytes: number;
  readonly peakExternalBytes: number;
  /** Allocated in the heap while it was recorded, garbage included. */
  readonly allocatedBytes: number;
  /** The program's own collections; those that were forced are left out, those that were not watched estimated. */
  readonly collectionMs: number;
  readonly collections: number;
  /** The part of the time in which they were recorded. */
  readonly watched: number;
  /** Longest first. */
  readonly stalls: readonly Stall[];
  /** The longest time without a reading of the heap, ms: V8 answers no one inside some of its native functions. */
  readonly longestGapMs: number;
}

/** A time in which the event loop did not turn. */
export interface Stall {
  readonly startUs: number;
  readonly endUs: number;
}

/** Shorter ones are no stall to anybody. */
const STALL_US = 50_000;
const USED = 1;
const EXTERNAL = 4;
const ALLOCATED = 8;
const TURNS = 9;
const IDLE = 10;

export function threadHeap(track: RecordedThread, memory: ThreadMemory): ThreadHeap {
  const own = memory.collections.filter(([, , kind]) => kind !== FORCED && kind !== UNWATCHED);
  const watched = watchedShare(memory);
  const most = (column: number, before: number): number => {
    const read = memory.heap.reduce((peak, row) => Math.max(peak, row[column] as number), 0);
    return memory.collections.reduce((peak, row) => Math.max(peak, row[before] as number), read);
  };
  return {
    track,
    memory,
    peakHeapBytes: most(USED, 4),
    peakExternalBytes: most(EXTERNAL, 6),
    allocatedBytes: memory.heap.at(-1)?.[ALLOCATED] ?? 0,
    collectionMs: own.reduce((sum, [, , , us]) => sum + us, 0) / 1000 / watched,
    collections: Math.round(own.length / watched),
    watched,
    stalls: stallsOf(memory),
    longestGapMs:
      memory.heap.reduce((gap, row, i) => Math.max(gap, row[0] - (memory.heap[i - 1]?.[0] ?? row[0])), 0) / 1000,
  };
}

const FORCED = COLLECTION_KINDS.indexOf("forced");

/** The part of the time in which collections were recorded: not all of it where a program collects all the time. */
function watchedShare({ heap, collections }: ThreadMemory): number {
  const allUs = (heap.at(-1)?.[0] ?? 0) - (heap[0]?.[0] ?? 0);
  const unwatchedUs = collections.reduce((sum, [from, to, kind]) => sum + (kind === UNWATCHED ? to - from : 0), 0);
  return allUs <= 0 ? 1 : Math.max(0.01, 1 - unwatchedUs / allUs);
}

function stallsOf({ heap }: ThreadMemory): Stall[] {
  const stalls: Stall[] = [];
  let from = 0;
  for (let i = 1; i <= heap.length; i++) {
    const [first, row] = [heap[from], heap[i]];
    if (first === undefined || first[TURNS] === null) return [];
    if (row !== undefined && row[TURNS] === first[TURNS] && row[IDLE] === first[IDLE]) continue;
    const last = heap[i - 1];
    if (last !== undefined && last[0] - first[0] >= STALL_US) stalls.push({ startUs: first[0], endUs: last[0] });
    from = i;
  }
  return stalls.sort((a, b) => b.endUs - b.startUs - (a.endUs - a.startUs));
}
