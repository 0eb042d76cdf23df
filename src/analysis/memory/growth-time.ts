/**
 * Does a program leak that doesn't tell its iterations? Its levels are read while it works, at irregular times, and what it
 * is working on is among them: so the floors are far higher than for iterations, and slower growth is not seen.
 *
 * The second half of the levels is judged, the first being warm-up. It is a leak if the slope of Theil and Sen is above the
 * floors for sure, and about as steep at the end as before.
 */
import { median, robustSpread } from "../../stats/quantiles.ts";
import { type Point, theilSen } from "../../stats/theil-sen.ts";
import { type Growth, growthOf, type Level } from "./growth-verdict.ts";

export interface TimeOptions {
  /** Bytes per second that a program may grow by, however long it runs. */
  readonly floor?: number;
}

/**
 * @param levels in order of time, each after a collection: 4 for very fast growth, 16 for any other
 * @returns slope in bytes per second
 */
export function judgeTime(levels: readonly Level[], { floor = 256 }: TimeOptions = {}): Growth {
  const points = levels.slice(-Math.max(FEWEST, Math.ceil(levels.length / 2))).map(({ x, bytes }) => ({ x, y: bytes }));
  const line = theilSen(points);
  if (levels.length < FEWEST || line === null) return growthOf("too-few", [], null, secondsToEnough(levels));

  const { slope } = line;
  const rise = (share: number): number => Math.max(64 * 1_024, share * (points[0] as Point).y) / durationOf(points);
  const matters = Math.max(floor, rise(0.01));
  if (slope.low > Math.max(matters, rise(riseBeyondChance(points.length))) && risesAboveWork(points, slope.estimate)) {
    const levelling = levelsOff(points) || keptFalling(levels, points);
    return growthOf(levelling ? "levelling-off" : "grows", points, slope, durationOf(levels));
  }
  const small = slope.estimate <= matters && slope.high <= 4 * matters;
  if (small && slope.low <= 0 && points.length > FEWEST) return growthOf("steady", points, slope, null);
  if (levels.length < ENOUGH) return growthOf("too-few", points, slope, secondsToEnough(levels));
  return growthOf(small ? "below-floor" : "too-noisy", points, slope, durationOf(levels));
}

const FEWEST = 4;
const ENOUGH = 16;

/**
 * The share of its level by which a program must have grown. With few points the interval lies above 0 by chance, once in
 * 24 for four of them, and what a program happens to work on shifts its level by a tenth and more.
 */
function riseBeyondChance(points: number): number {
  if (points < 6) return 0.25;
  return points < ENOUGH / 2 ? 0.1 : 0.01;
}

/** By more than what the program happened to be working on spreads the levels around the line. */
function risesAboveWork(points: readonly Point[], slope: number): boolean {
  return slope * durationOf(points) > 3 * robustSpread(points.map(({ x, y }) => y - slope * x));
}

function durationOf(points: readonly { readonly x: number }[]): number {
  return (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
}

/** If levels come as before; null with fewer than two. */
function secondsToEnough(levels: readonly Level[]): number | null {
  return levels.length < 2 ? null : ((ENOUGH - levels.length) * durationOf(levels)) / (levels.length - 1);
}

/** By slopes, and by the medians of the thirds: growth in steps fails one or the other by chance, but seldom both. */
function levelsOff(points: readonly Point[]): boolean {
  const third = Math.ceil(points.length / 3);
  const [first, second, last] = [points.slice(0, third), points.slice(third, -third), points.slice(-third)].map(
    (part) => ({ x: median(part.map(({ x }) => x)), y: median(part.map(({ y }) => y)) }),
  ) as [Point, Point, Point];
  const middle = points.length >> 1;
  const before = slopeOf(points.slice(0, middle + 1));
  const after = theilSen(points.slice(middle))?.slope;
  if (after === undefined || after.high < 0.25 * before) return true;
  return after.estimate < 0.5 * before && slopeOf([second, last]) < 0.7 * slopeOf([first, second]);
}

/** From the quarter of the run before to the first half of what is judged, and again to the second. */
function keptFalling(levels: readonly Level[], points: readonly Point[]): boolean {
  const quarter = levels.slice(Math.floor(levels.length / 4), levels.length - points.length + 1);
  const middle = points.length >> 1;
  const [before, first, second] = [
    slopeOf(quarter.map(({ x, bytes }) => ({ x, y: bytes }))),
    slopeOf(points.slice(0, middle + 1)),
    slopeOf(points.slice(middle)),
  ];
  return first < 0.75 * before && second < 0.75 * first;
}

function slopeOf(points: readonly Point[]): number {
  return theilSen(points)?.slope.estimate ?? 0;
}
