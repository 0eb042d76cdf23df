import type { MemoryRule } from "./memory-facts.ts";
import { bytes, milliseconds, percent } from "../words.ts";

const WORTH_SAYING = 10;

/** Threads that spend much of their CPU time on collecting garbage. */
export const collectionShare: MemoryRule = ({ memory, nameOf }) =>
  memory.threads.flatMap((thread) => {
    if (thread === undefined) return [];
    const { heap } = thread.memory;
    const wallMs = ((heap.at(-1)?.[0] ?? 0) - (heap[0]?.[0] ?? 0)) / 1000;
    const share = wallMs === 0 ? 0 : (100 * thread.collectionMs) / wallMs;
    if (share < WORTH_SAYING) return [];
    const longestMs = Math.max(...thread.memory.collections.map(([, , , us]) => us)) / 1000;
    const evidence = { collectionMs: thread.collectionMs, wallMs, collections: thread.collections, longestMs };
    const message = `${percent(share)} of the time of ${nameOf(thread)} goes to ${thread.collections} garbage collections, the longest ${milliseconds(longestMs)}; ${bytes(thread.allocatedBytes)} were allocated. Which functions allocate: --allocations all`;
    return [{ rule: "garbage-collection", severity: "warning", message, evidence }];
  });
