/** The answer of a CPU run in one sentence. */
import type { FrameKind } from "./cpu/frame-kind.ts";
import { codeAt, type CpuFacts } from "./findings/cpu-facts.ts";
import { cpuAmount, percent } from "./words.ts";

/** Below this share no single function is the answer. */
const DOMINATES = 10;

/** V8's states that are nobody's code. */
const NO_CODE = new Set<FrameKind | undefined>(["program", "idle"]);

export function cpuHeadline(facts: CpuFacts): string {
  const totalMs = facts.analysis.totalUs / 1000;
  const top = facts.hotspots.find(({ frame }) => !NO_CODE.has(facts.analysis.tree.frames[frame]?.kind));
  const frame = top === undefined ? undefined : facts.analysis.tree.frames[top.frame];
  if (top === undefined || frame === undefined || top.selfMs === 0) return "No CPU time was sampled";
  const total = cpuAmount(totalMs, facts.run.manifest);
  if (frame.kind === "gc") {
    return `Garbage collection takes ${percent(top.selfPercent)} of ${total}, more than any function`;
  }
  if (top.selfPercent < DOMINATES) {
    return `No function stands out in ${total}: the largest, ${codeAt(facts, frame)}, takes ${percent(top.selfPercent)}`;
  }
  return `${percent(top.selfPercent)} of ${total} is in ${codeAt(facts, frame)}`;
}
