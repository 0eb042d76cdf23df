/**
 * The value below which the share `q` of the values lies, between two values by linear interpolation: type 7 of Hyndman
 * and Fan, as in R and NumPy.
 * @param values in any order; NaN for none
 * @param q 0 to 1
 * @see Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566
 */
export function quantile(values: Iterable<number>, q: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), q);
}

/** As `quantile`, of values in ascending order. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - below);
}

/** The value in the middle; the mean of both of an even number. NaN for no values. */
export function median(values: Iterable<number>): number {
  return quantile(values, 0.5);
}

/**
 * The median absolute deviation from the median, times 1.4826: for normal values their standard deviation, but half of
 * the values may lie as far off as they like.
 * @see Rousseeuw & Croux 1993, doi:10.1080/01621459.1993.10476408
 */
export function robustSpread(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}
