import { median, quantileOfSorted } from "./quantiles.ts";
import { randomFrom } from "./random.ts";

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly statistic?: (values: readonly number[]) => number;
  /** Share of cases in which the interval holds the truth. */
  readonly level?: number;
  readonly resamples?: number;
  readonly seed?: number;
}

/**
 * The ratio of two groups' medians, head to base, and how far chance may move it: both groups are drawn anew, with
 * replacement, from themselves, and the middle of all those ratios is the interval.
 * @param base one value a process: measurements within a process hang together, and would make the interval too narrow
 * @returns NaN where a group is empty or the base is 0
 * @see Efron & Tibshirani 1993, An Introduction to the Bootstrap, §13.3; Kalibera & Jones 2020, arXiv:2007.10899
 */
export function bootstrapRatio(
  base: readonly number[],
  head: readonly number[],
  options: BootstrapOptions = {},
): Interval {
  const { statistic = median } = options;
  const estimate = statistic(head) / statistic(base);
  const draw = resampler(options.seed);
  const ratios = drawn(options, () => statistic(draw(head)) / statistic(draw(base)));
  return around(estimate, ratios, options);
}

/** A group's median, or another statistic of it, with its interval; likewise. */
export function bootstrapInterval(values: readonly number[], options: BootstrapOptions = {}): Interval {
  const { statistic = median } = options;
  const draw = resampler(options.seed);
  return around(
    statistic(values),
    drawn(options, () => statistic(draw(values))),
    options,
  );
}

const RESAMPLES = 2_000;
const LEVEL = 0.95;

function drawn({ resamples = RESAMPLES }: BootstrapOptions, once: () => number): Float64Array {
  return Float64Array.from({ length: resamples }, once).sort();
}

function around(estimate: number, sorted: Float64Array, { level = LEVEL }: BootstrapOptions): Interval {
  const tail = (1 - level) / 2;
  return { estimate, low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
}

function resampler(seed = 1): (values: readonly number[]) => number[] {
  const random = randomFrom(seed);
  return (values) => values.map(() => values[Math.floor(random() * values.length)] as number);
}
