import { median, quantile } from "./quantiles.ts";
import { randomFrom } from "./random.ts";
import type { Line, Point } from "./theil-sen.ts";

const RESAMPLES = 500;

/**
 * The line of Theil and Sen where x goes over orders of magnitude: each slope between two points counts by their distance in
 * x, since between near points it is all noise. The interval is by bootstrap over the points.
 * @returns null if no two points differ in x
 * @see Jaeckel 1972, doi:10.1214/aoms/1177692377
 */
export function weightedSlope(points: readonly Point[]): Line | null {
  const estimate = slopeOf(points);
  if (estimate === null) return null;
  const random = randomFrom(1);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    slopeOf(points.map(() => points[Math.floor(random() * points.length)] as Point)),
  ).filter((slope) => slope !== null);
  return {
    slope: { estimate, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) },
    intercept: median(points.map(({ x, y }) => y - estimate * x)),
  };
}

/** The weighted median of the slopes. */
function slopeOf(points: readonly Point[]): number | null {
  const slopes = points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b) => {
      const weight = Math.abs(b.x - a.x);
      return weight === 0 ? [] : [{ slope: (b.y - a.y) / (b.x - a.x), weight }];
    }),
  );
  slopes.sort((a, b) => a.slope - b.slope);
  const half = slopes.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { slope, weight } of slopes) {
    sum += weight;
    if (sum >= half) return slope;
  }
  return null;
}
