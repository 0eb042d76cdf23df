import { bytes, percent } from "../words.ts";
import { codeAt } from "./cpu-facts.ts";
import type { MemoryFacts, MemoryRule } from "./memory-facts.ts";

const WORTH_SAYING_PERCENT = 20;
const WORTH_SAYING_BYTES = 4e6;

/** Functions that allocated a large part of what is live when most is. */
export const liveMemory: MemoryRule = (facts) => {
  const { live, tree } = facts;
  return (live?.sites ?? []).slice(0, 2).flatMap((site) => {
    const frame = tree.frames[site.frame];
    const isSmall = site.selfPercent < WORTH_SAYING_PERCENT || site.selfBytes < WORTH_SAYING_BYTES;
    if (frame === undefined || isSmall || frame.kind === "program" || frame.kind === "native") return [];
    const { frame: index, ...evidence } = site;
    const share = `${bytes(site.selfBytes)} of live memory (${percent(site.selfPercent)})`;
    const message = `${share} was allocated in ${codeAt(facts, frame)}, at the highest level that was profiled`;
    return [{ rule: "live-memory", severity: "info", message, evidence, frame: index, show: "live" }];
  });
};

/** Half of what is live, or more. */
const MOST_PERCENT = 50;

/** The function that allocated most of what is live when most is, as a sentence ends; undefined where none has. */
export function mostAllocatedIn(facts: MemoryFacts): string | undefined {
  const [site] = facts.live?.sites ?? [];
  const frame = facts.tree.frames[site?.frame ?? -1];
  if (site === undefined || frame === undefined || frame.kind === "program" || frame.kind === "native")
    return undefined;
  if (site.selfPercent < MOST_PERCENT || site.selfBytes < WORTH_SAYING_BYTES) return undefined;
  return `${percent(site.selfPercent)} of live memory was allocated in ${codeAt(facts, frame)}`;
}
