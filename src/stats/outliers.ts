import { quantile } from "./quantiles.ts";

export interface Outliers {
  /** Beyond 1.5 times the middle half's width from it. */
  readonly mild: number;
  /** Beyond 3 times. */
  readonly severe: number;
}

/**
 * How many values lie far off the others, by the fences of Tukey. They are counted, never removed: in a benchmark they
 * are garbage collections and other programs, and as true as the rest.
 * @see Tukey 1977, Exploratory Data Analysis, §2D
 */
export function outliers(values: readonly number[]): Outliers {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  const width = high - low;
  const beyond = (times: number): number =>
    values.filter((value) => value < low - times * width || value > high + times * width).length;
  const severe = beyond(3);
  return { mild: beyond(1.5) - severe, severe };
}
