import { median } from "../../stats/quantiles.ts";

export { median };

/** So many times the median of its like is out of the common. */
const OUTLIER = 3;
/** With fewer there is no common. */
const FEWEST = 4;

/** What is common among agents of one role, and from where on a figure is out of it; undefined of too few agents. */
export function commonAmong(like: readonly number[]): { readonly median: number; readonly limit: number } | undefined {
  if (like.length < FEWEST) return undefined;
  const common = median(like);
  return { median: common, limit: OUTLIER * common };
}

/** Bytes and µs below which nobody is troubled by an outlier. */
export const LEAST_PEAK_BYTES = 100_000;
export const LEAST_CPU_US = 20_000;
