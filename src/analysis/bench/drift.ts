import { median, quantile } from "../../stats/quantiles.ts";

export interface Drift {
  /** From the first third to the last of what a process measured: +0.1 is slower by a tenth. Median of the processes. */
  readonly share: number;
  /** Whether it is more than chance: as large as can be seen, and the same way in nearly all processes. */
  readonly steady: boolean;
}

const LARGEST = 0.05;
const NEARLY_ALL = 0.8;
const LEAST_SEGMENTS = 9;

/**
 * Whether benches were measured in a steady state. Many never reach one; that is to be said, and not to be averaged away.
 * @param segments by process
 * @see Barrett et al. 2017, doi:10.1145/3133876
 */
export function driftOf(segments: readonly (readonly number[])[]): Drift {
  const drifts = segments.filter(({ length }) => length >= LEAST_SEGMENTS).map(driftWithin);
  if (drifts.length === 0) return { share: 0, steady: true };
  const share = median(drifts);
  const alike = drifts.filter((drift) => Math.sign(drift) === Math.sign(share)).length / drifts.length;
  return { share, steady: Math.abs(share) <= LARGEST || alike < NEARLY_ALL };
}

/** Of the fast segments: other programs' load makes others slower. */
function driftWithin(segments: readonly number[]): number {
  const third = Math.floor(segments.length / 3);
  return quantile(segments.slice(-third), FAST) / quantile(segments.slice(0, third), FAST) - 1;
}

const FAST = 0.25;
