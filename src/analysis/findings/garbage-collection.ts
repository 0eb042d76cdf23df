import { percent, seconds } from "../words.ts";
import type { CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 10;

/** Much time in the garbage collector: the program allocates more than it should. */
export const garbageCollection: CpuRule = ({ packages, hotspots, analysis }) => {
  const gc = packages.find(({ kind }) => kind === "gc");
  if (gc === undefined || gc.selfPercent < WORTH_SAYING) return [];
  const frame = hotspots.find((hotspot) => analysis.tree.frames[hotspot.frame]?.kind === "gc")?.frame;
  const message = `${percent(gc.selfPercent)} of CPU time (${seconds(gc.selfMs)}) is garbage collection: the program allocates much, or keeps much`;
  const evidence = { selfMs: gc.selfMs, selfPercent: gc.selfPercent };
  return [{ rule: "gc-share", severity: "warning", message, evidence, ...(frame === undefined ? {} : { frame }) }];
};
