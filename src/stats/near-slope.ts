import { quantileOfSorted } from "./quantiles.ts";
import type { Point, Slope } from "./theil-sen.ts";

/**
 * The slope from one point to the next: the median of the slopes between points at most `reach` places apart. A step that
 * stays is crossed by few such pairs and hardly moves it, where it moves the slope between all pairs (`theilSen`); for the
 * same reason it doesn't see growth that comes in rare steps, and follows a sawtooth's rise.
 *
 * The interval is that of a median by order statistics. The pairs that begin at one point share one vote, as they say much
 * the same.
 * @param points in ascending order of x
 * @returns null if no two neighbours differ in x
 * @see David & Nagaraja 2003, Order Statistics, §7.1, for the interval
 */
export function nearSlope(points: readonly Point[], reach: number): Slope | null {
  const slopes: number[] = [];
  for (const [i, from] of points.entries()) {
    for (const to of points.slice(i + 1, i + 1 + reach)) {
      if (to.x !== from.x) slopes.push((to.y - from.y) / (to.x - from.x));
    }
  }
  if (slopes.length === 0) return null;
  const sorted = Float64Array.from(slopes).sort();
  const margin = Math.min(0.5, Z_95 / (2 * Math.sqrt(points.length)));
  return {
    estimate: quantileOfSorted(sorted, 0.5),
    low: quantileOfSorted(sorted, 0.5 - margin),
    high: quantileOfSorted(sorted, 0.5 + margin),
  };
}

const Z_95 = 1.959964;
