import { percent } from "../words.ts";
import { codeAt, type CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 3;

/** A hot function that V8 gave up optimising. */
export const deoptimised: CpuRule = (facts) =>
  facts.hotspots.slice(0, 10).flatMap((hotspot) => {
    const frame = facts.analysis.tree.frames[hotspot.frame];
    if (frame === undefined || frame.deopt === "" || hotspot.selfPercent < WORTH_SAYING) return [];
    const message = `V8 does not optimise ${codeAt(facts, frame)} (${percent(hotspot.selfPercent)} of CPU time): ${frame.deopt}`;
    const evidence = { reason: frame.deopt, selfPercent: hotspot.selfPercent };
    return [{ rule: "deoptimised", severity: "warning", message, evidence, frame: hotspot.frame }];
  });
