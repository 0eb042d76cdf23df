/**
 * Does a program leak whose heap was read after every iteration? Such readings err in known ways, all seen on real runs:
 *
 * - They err upwards. V8's background compiler holds on to objects of the program, up to hundreds of kB for one reading or
 *   two; a sawtooth holds them until it falls. So each level is lowered to the lowest of itself and the ones that follow,
 *   which leaves steady growth as it is. Looking one reading ahead is enough for most programs, three or seven for others.
 * - V8 compiles, and keeps feedback and maps, in rare jumps of some kB. Over the whole run they look like growth of 1 to
 *   3 kB an iteration (`theilSen`), but not from one reading to the next (`nearSlope`). A sawtooth is the other way round.
 *   So only growth that both slopes show is growth, and the smaller of the two is the estimate.
 * - Most of that comes early, and so do caches that fill: the first half of the run is warm-up, and not judged.
 * - A leak keeps its slope, a cache that fills late doesn't. It levels off if the slope in the second half of what is judged
 *   fell below what it is in the first half for sure, or fell again after it had fallen from the quarter of the run before,
 *   or if there is next to none in the last third.
 *
 * Growth in large and rare jumps shows over the whole run only. It is a leak if it goes on in every third of the run after
 * its first third, and is more than V8's own.
 */
import { nearSlope } from "../../stats/near-slope.ts";
import { type Point, type Slope, theilSen } from "../../stats/theil-sen.ts";
import { type Growth, growthOf, type Level } from "./growth-verdict.ts";

export interface IterationOptions {
  /** Bytes per iteration that a program may grow by: no less than V8's own noise. */
  readonly floor?: number;
}

/**
 * @param levels one an iteration, in order, each after a forced collection: 20 at least; 60 find a leak of 512 bytes an
 *   iteration
 * @returns slope in bytes per iteration
 */
export function judgeIterations(levels: readonly Level[], { floor = 256 }: IterationOptions = {}): Growth {
  if (levels.length < FEWEST) return growthOf("too-few", [], null, FEWEST - levels.length);
  const haste = Math.max(1, (ENOUGH / levels.length) ** 2);
  const views = LOOKS_AHEAD.filter(({ readings }) => readings * 6 <= levels.length).map(({ readings, floors }) =>
    viewOf(lowered(levels, readings), Math.max(4, readings), floor * floors * haste),
  );
  const closest = views[0] as View;
  const more = Math.max(levels.length, ENOUGH - levels.length);

  const inSteps = !grows(closest) && growsInSteps(lowered(levels, 2), floor * haste * STEPS_FLOORS);
  if (inSteps) return growthOf("grows-in-steps", closest.points, closest.overall, null);
  const growing = views.find((view) => grows(view) && isSure(view.near, floor) && valleysRise(levels, slopeOf(view)));
  if (growing !== undefined) {
    const levelling = levelsOff(growing) || views.some(fellForSure);
    return growthOf(levelling ? "levelling-off" : "grows", growing.points, slopeOf(growing), more);
  }
  const steady = views.find((view) => rulesOut(view, floor));
  if (steady === undefined) return growthOf("too-noisy", closest.points, slopeOf(closest), more);
  const growsALittle = Math.min(steady.near.low, steady.overall.low) > 0;
  return growthOf(growsALittle ? "below-floor" : "steady", steady.points, slopeOf(steady), null);
}

/**
 * V8's own jumps, and the teeth of a saw, give slopes of some floors that are hardly known; a leak of that size shows in an
 * interval that is narrower. Of the smallest leaks nothing more can be asked.
 */
function isSure({ estimate, low, high }: Slope, floor: number): boolean {
  return estimate <= SMALLEST * floor || high - low <= WIDEST * estimate || low > SURELY_LARGE * floor;
}

const SMALLEST = 3;
const WIDEST = 1;
const SURELY_LARGE = 8;

/**
 * A sawtooth that is longer than what is looked ahead rises from one reading to the next, and over few teeth by chance as a
 * whole too; but its valleys don't. Those of a leak do.
 */
function valleysRise(levels: readonly Level[], { estimate }: Slope): boolean {
  const judged = levels.slice(levels.length >> 1);
  const third = Math.floor(judged.length / 3);
  const lowest = (part: readonly Level[]): number => Math.min(...part.map(({ bytes }) => bytes));
  const rise = lowest(judged.slice(-third)) - lowest(judged.slice(0, third));
  const distance = (judged.at(-third)?.x ?? 0) - (judged[0]?.x ?? 0);
  return rise >= VALLEYS_SHARE * estimate * distance;
}

const VALLEYS_SHARE = 0.4;

const FEWEST = 20;

/** V8's own growth fades: after fewer iterations it is larger, and so is the growth that can be told from it. */
const ENOUGH = 60;

/** The further ahead, the more of V8's jumps stand side by side: growth must be this many times the floor. */
const LOOKS_AHEAD = [
  { readings: 2, floors: 1 },
  { readings: 4, floors: 1.5 },
  { readings: 8, floors: 4 },
];

/** V8's own jumps were up to 13 times the floor, over the second half of 60 iterations. */
const STEPS_FLOORS = 16;

/** The part that is judged, and its two slopes. */
interface View {
  readonly points: readonly Point[];
  readonly overall: Slope;
  readonly near: Slope;
  /** The near slope in the quarter of the run before. */
  readonly before: Slope;
  /** Places apart that points may be for the near slope. */
  readonly reach: number;
  readonly floor: number;
}

function viewOf(points: readonly Point[], reach: number, floor: number): View {
  const judged = points.slice(points.length >> 1);
  const before = near(points.slice(points.length >> 2, points.length >> 1), reach);
  return { points: judged, overall: overallSlope(judged), near: near(judged, reach), before, reach, floor };
}

function lowered(levels: readonly Level[], readings: number): Point[] {
  return levels.slice(0, levels.length - readings + 1).map(({ x }, i) => ({
    x,
    y: Math.min(...levels.slice(i, i + readings).map(({ bytes }) => bytes)),
  }));
}

function overallSlope(points: readonly Point[]): Slope {
  return theilSen(points)?.slope ?? NO_SLOPE;
}

function near(points: readonly Point[], reach: number): Slope {
  return nearSlope(points, reach) ?? NO_SLOPE;
}

const NO_SLOPE: Slope = { estimate: 0, low: 0, high: 0 };

function grows({ overall, near, floor }: View): boolean {
  return overall.low > floor && near.low > floor;
}

function slopeOf({ overall, near }: View): Slope {
  return near.estimate < overall.estimate ? near : overall;
}

function levelsOff({ points, near: whole, before, reach }: View): boolean {
  const { first, second } = halves(points, reach);
  const end = near(points.slice(Math.floor((points.length * 2) / 3)), reach);
  const fell = second.estimate < 0.8 * first.low || second.estimate < 0.25 * first.estimate;
  const fellTwice = first.estimate < 0.8 * before.low && second.estimate < 0.85 * first.estimate;
  const stopped = end.estimate < 0.4 * Math.max(first.low, whole.low);
  return fell || fellTwice || stopped;
}

/** Also where the noise hides that it grew at all. */
function fellForSure({ points, reach }: View): boolean {
  const { first, second } = halves(points, reach);
  return second.high < 0.6 * first.low;
}

function halves(points: readonly Point[], reach: number): { readonly first: Slope; readonly second: Slope } {
  const middle = points.length >> 1;
  return { first: near(points.slice(0, middle), reach), second: near(points.slice(middle), reach) };
}

/** In every third of what follows the first third; and not from one reading to the next, as a cache that fills does. */
function growsInSteps(points: readonly Point[], floor: number): boolean {
  const after = points.slice(Math.floor(points.length / 3));
  const { low, estimate } = overallSlope(after);
  const at = (share: number): Point => after[Math.round(share * (after.length - 1))] as Point;
  const thirds = [0, 1 / 3, 2 / 3].map((share) => ({ from: at(share), to: at(share + 1 / 3) }));
  const steadily = near(after.slice(0, after.length >> 1), 4).estimate > 0.5 * estimate;
  return low > floor && !steadily && thirds.every(({ from, to }) => to.y - from.y > 0.4 * estimate * (to.x - from.x));
}

/** Growth is ruled out if the estimate is no more than the floor, and the interval than 1 % of the level while it is judged. */
function rulesOut(view: View, floor: number): boolean {
  const { points, overall, near } = view;
  const first = points[0] as Point;
  const last = points.at(-1) as Point;
  const matters = Math.max(4 * floor, (0.01 * first.y) / (last.x - first.x));
  const narrow = overall.high <= matters || (near.high <= matters && overall.low <= STEPS_FLOORS * floor);
  return narrow && slopeOf(view).estimate <= floor;
}
