import type { MemoryRule } from "./memory-facts.ts";
import { seconds } from "../words.ts";

const WORTH_SAYING_MS = 500;

/** Event loops that did not turn for long, other than in a program that never needs its loop. */
export const blockedLoop: MemoryRule = ({ memory, run, nameOf }) =>
  memory.threads.flatMap((thread) => {
    const heap = thread?.memory.heap ?? [];
    const [stall] = thread?.stalls ?? [];
    if (thread === undefined || stall === undefined) return [];
    const ms = (stall.endUs - stall.startUs) / 1000;
    const usesLoop = (heap.at(-1)?.[9] ?? 0) > 1;
    if (ms < WORTH_SAYING_MS || !usesLoop) return [];
    const startMs = (stall.startUs - run.manifest.startUs) / 1000;
    const message = `The event loop of ${nameOf(thread)} stood still for ${seconds(ms)}, from ${seconds(startMs)} on`;
    return [
      { rule: "blocked-loop", severity: "warning", message, evidence: { startMs, ms, stalls: thread.stalls.length } },
    ];
  });
