import { median, quantileOfSorted } from "./quantiles.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Slope {
  /** y per x. */
  readonly estimate: number;
  /** The ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

export interface Line {
  readonly slope: Slope;
  /** y at x = 0. */
  readonly intercept: number;
}

/**
 * The line of Theil and Sen: its slope is the median of the slopes between any two points, so that up to 29 % of the
 * points may lie anywhere. The interval comes from the variance of Kendall's tau; it takes the points for independent, and
 * is too narrow where each carries on from the one before.
 * @param points in any order; the same x may occur more than once, two points at one x then making no slope
 * @returns null if no two points differ in x
 * @see Sen 1968, doi:10.1080/01621459.1968.10480934
 */
export function theilSen(points: readonly Point[]): Line | null {
  const judged = points.length > MOST_POINTS ? thinned(points) : points;
  const slopes = pairwiseSlopes(judged);
  if (slopes.length === 0) return null;
  const estimate = quantileOfSorted(slopes, 0.5);
  const reach = Z_95 * Math.sqrt(kendallVariance(judged));
  const low = slopes[Math.max(0, Math.round((slopes.length - reach) / 2) - 1)] as number;
  const high = slopes[Math.min(slopes.length - 1, Math.round((slopes.length + reach) / 2))] as number;
  return {
    slope: { estimate, low, high },
    intercept: median(judged.map(({ x, y }) => y - estimate * x)),
  };
}

const Z_95 = 1.959964;

/** The pairs grow with the square: 1,500 points have 1.1 million, sorted in a tenth of a second. */
const MOST_POINTS = 1_500;

/** Neighbours by x made into one point, at their medians, until they are few enough. */
function thinned(points: readonly Point[]): Point[] {
  const byX = [...points].sort((a, b) => a.x - b.x);
  const size = Math.ceil(byX.length / MOST_POINTS);
  return Array.from({ length: Math.ceil(byX.length / size) }, (_, group) => {
    const neighbours = byX.slice(group * size, (group + 1) * size);
    return { x: median(neighbours.map(({ x }) => x)), y: median(neighbours.map(({ y }) => y)) };
  });
}

function pairwiseSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  for (const [i, a] of points.entries()) {
    for (let j = i + 1; j < points.length; j++) {
      const b = points[j] as Point;
      if (a.x !== b.x) slopes[count++] = (b.y - a.y) / (b.x - a.x);
    }
  }
  return slopes.subarray(0, count).sort();
}

/** Variance of Kendall's S, with the correction for equal x and equal y: Kendall 1970, Rank Correlation Methods, §4. */
function kendallVariance(points: readonly Point[]): number {
  const tied = (values: number[]): number => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + spreadOfRanks(count), 0);
  };
  const all = spreadOfRanks(points.length) - tied(points.map(({ x }) => x)) - tied(points.map(({ y }) => y));
  return Math.max(0, all) / 18;
}

function spreadOfRanks(count: number): number {
  return count * (count - 1) * (2 * count + 5);
}
