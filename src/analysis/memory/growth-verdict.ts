import { median } from "../../stats/quantiles.ts";
import type { Point, Slope } from "../../stats/theil-sen.ts";

/** What is left on the heap after a garbage collection. */
export interface Level {
  /** The iteration, the first being 1; or seconds since the start. */
  readonly x: number;
  /** Used heap plus external memory. */
  readonly bytes: number;
}

export type GrowthVerdict = "leak" | "flat" | "inconclusive";

/**
 * Why the verdict is what it is.
 *
 * - leak, `grows`: steadily. `grows-in-steps`: by jumps, of which there are some in every third of the run.
 * - flat, `steady`: growth that would matter is ruled out. `below-floor`: it grows, but too little to matter.
 * - inconclusive, `levelling-off`: it grew, but ever less, as a cache does that fills. `too-noisy`: growth that would
 *   matter is neither shown nor ruled out. `too-few`: levels.
 */
export type GrowthReason = keyof typeof VERDICTS;

const VERDICTS = {
  grows: "leak",
  "grows-in-steps": "leak",
  steady: "flat",
  "below-floor": "flat",
  "levelling-off": "inconclusive",
  "too-noisy": "inconclusive",
  "too-few": "inconclusive",
} as const satisfies Record<string, GrowthVerdict>;

export interface Growth {
  readonly verdict: GrowthVerdict;
  readonly reason: GrowthReason;
  /** Bytes per x, with the 95 % interval; null with too few levels. */
  readonly slope: Slope | null;
  /** Bytes at x = 0 of the line with that slope; null with too few levels. */
  readonly intercept: number | null;
  /** The first x that is judged: what comes before is warm-up; null with too few levels. */
  readonly judgedFrom: number | null;
  /** How many levels are judged. */
  readonly judged: number;
  /** How much more x is likely to decide; null for a verdict that is decided, and where it can't be said. */
  readonly moreNeeded: number | null;
}

/** @param moreNeeded x more that would be likely to decide */
export function growthOf(
  reason: GrowthReason,
  points: readonly Point[],
  slope: Slope | null,
  moreNeeded: number | null,
): Growth {
  return {
    verdict: VERDICTS[reason],
    reason,
    slope,
    intercept: slope === null ? null : median(points.map(({ x, y }) => y - slope.estimate * x)),
    judgedFrom: points[0]?.x ?? null,
    judged: points.length,
    moreNeeded: VERDICTS[reason] === "inconclusive" ? moreNeeded : null,
  };
}
