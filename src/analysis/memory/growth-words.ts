/** Growth as a sentence: the verdict, its figures, and where more would decide, how much more. */
import { bytes, seconds } from "../words.ts";
import type { GrowthReason } from "./growth.ts";
import type { ThreadGrowth } from "./thread-growth.ts";

export function growthSentence(growth: ThreadGrowth, threadName: string): string {
  const { quantity, growth: judged } = growth;
  const what = `${quantity.charAt(0).toUpperCase()}${quantity.slice(1)} of ${threadName}`;
  const verb = quantity === "handles" ? "grow" : "grows";
  const rate = rateWords(growth);
  switch (judged.verdict) {
    case "leak":
      return `${what} ${verb} by ${rate}, ${basis(growth)}`;
    case "flat":
      return `${what} ${quantity === "handles" ? "do" : "does"} not grow: ${rate === "" ? "level" : rate}, ${basis(growth)}`;
    case "inconclusive":
      return `${what}: no verdict, ${REASONS[judged.reason]}${rate === "" ? "" : ` (${rate} so far)`}${more(growth)}`;
  }
}

const REASONS: Readonly<Record<GrowthReason, string>> = {
  grows: "it grows",
  "grows-in-steps": "it grows in steps",
  steady: "it is steady",
  "below-floor": "it grows too little to matter",
  "too-few": "too few points",
  "levelling-off": "still levelling off",
  "too-noisy": "its levels vary too much",
};

function rateWords({ growth: { slope }, per, quantity }: ThreadGrowth): string {
  if (slope === null) return "";
  const unit = per === "iteration" ? "an iteration" : "a second";
  const amount = (value: number): string => (quantity === "handles" ? value.toFixed(2) : bytes(value));
  return `${amount(slope.estimate)} ${unit} (95 %: ${amount(slope.low)} to ${amount(slope.high)})`;
}

function basis({ growth: { judged, judgedFrom }, levels, per }: ThreadGrowth): string {
  const last = levels.at(-1)?.x ?? 0;
  return per === "iteration"
    ? `judged over ${judged} of ${last} iterations`
    : `judged over ${judged} levels after garbage collection in the last ${seconds((last - (judgedFrom ?? 0)) * 1000)}`;
}

function more({ growth: { moreNeeded }, per }: ThreadGrowth): string {
  if (moreNeeded === null) return "";
  return per === "iteration"
    ? `; about ${Math.ceil(moreNeeded)} more iterations would decide`
    : `; about ${seconds(moreNeeded * 1000)} more would decide`;
}
