import { codeAt, type CpuRule } from "./cpu-facts.ts";
import { percent } from "../words.ts";

const WORTH_SAYING = 15;
const CODE = new Set(["own", "package", "node", "native"]);

/** Functions that take a large share of the CPU time themselves. */
export const hotFunction: CpuRule = (facts) =>
  facts.hotspots.slice(0, 3).flatMap((hotspot) => {
    const frame = facts.analysis.tree.frames[hotspot.frame];
    if (frame === undefined || !CODE.has(frame.kind) || hotspot.selfPercent < WORTH_SAYING) return [];
    const { frame: index, ...evidence } = hotspot;
    const whole = facts.run.manifest.imported?.unit === "samples" ? "the samples" : "CPU time";
    const message = `${percent(hotspot.selfPercent)} of ${whole} is in ${codeAt(facts, frame)}`;
    return [{ rule: "hot-function", severity: "warning", message, evidence, frame: index }];
  });
