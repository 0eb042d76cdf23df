import type { MemoryRule } from "./memory-facts.ts";
import { seconds } from "../words.ts";

const GAP_INTERVALS = 10;

/** Times in which a heap could not be read: V8 answers nobody inside some of its own functions. */
export const memoryGaps: MemoryRule = ({ memory, nameOf }) =>
  memory.threads.flatMap((thread) => {
    const limitMs = Math.max(500, GAP_INTERVALS * memory.settings.intervalMs);
    if (thread === undefined || thread.longestGapMs < limitMs) return [];
    const message = `The V8 heap of ${nameOf(thread)} could not be read for up to ${seconds(thread.longestGapMs)}: it was in native code that answers nobody. RSS was read all the time`;
    return [{ rule: "memory-gaps", severity: "info", message, evidence: { longestGapMs: thread.longestGapMs } }];
  });
