import type { Finding } from "../finding.ts";
import { worstFirst } from "../finding.ts";
import { blockedLoop } from "./blocked-loop.ts";
import { collectionShare } from "./collection-share.ts";
import { liveMemory } from "./live-memory.ts";
import type { MemoryFacts, MemoryRule } from "./memory-facts.ts";
import { memoryGaps } from "./memory-gaps.ts";
import { memoryGrowth } from "./memory-growth.ts";
import { noIterations } from "./no-iterations.ts";
import { profilerOverhead } from "./profiler-overhead.ts";
import { targetFailed } from "./target-failed.ts";

const RULES: readonly MemoryRule[] = [
  targetFailed,
  memoryGrowth,
  liveMemory,
  collectionShare,
  blockedLoop,
  noIterations,
  memoryGaps,
  profilerOverhead,
];

/** What all rules say, worst first. */
export function memoryFindings(facts: MemoryFacts): Finding[] {
  return worstFirst(RULES.flatMap((rule) => rule(facts)));
}
