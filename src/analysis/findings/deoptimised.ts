import { percent } from "../words.ts";
import { codeAt, type CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 3;
const OFTEN = 5;

/** A hot function that V8 gave up optimising. */
export const deoptimised: CpuRule = (facts) =>
  facts.hotspots.slice(0, 10).flatMap((hotspot) => {
    const frame = facts.analysis.tree.frames[hotspot.frame];
    if (frame === undefined || frame.deopt === "" || hotspot.selfPercent < WORTH_SAYING) return [];
    // With tiers each deoptimisation is known, and one or two are a program's way to get warm.
    if (frame.tiers !== undefined && Number(/(\d+) times/.exec(frame.deopt)?.[1] ?? 1) < OFTEN) return [];
    const code = `${codeAt(facts, frame)} (${percent(hotspot.selfPercent)} of CPU time)`;
    const message =
      frame.tiers === undefined ? `V8 does not optimise ${code}: ${frame.deopt}` : `${code} was ${frame.deopt}`;
    const evidence = { reason: frame.deopt, selfPercent: hotspot.selfPercent };
    return [{ rule: "deoptimised", severity: "warning", message, evidence, frame: hotspot.frame }];
  });
