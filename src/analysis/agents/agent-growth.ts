/** Does an agent come to hold more from iteration to iteration? What snapshots say of it is exact, so few of them do. */
import { type Point, theilSen } from "../../stats/theil-sen.ts";
import type { AgentGrowth } from "./agent.ts";

/** What an agent held after an iteration. */
export interface HeldAfter {
  readonly iteration: number;
  readonly ownBytes: number;
}

const FEWEST = 5;
/** What comes first is warm-up. */
const WARM_UP_SHARE = 0.25;
/** Bytes an iteration. */
const FLOOR_BYTES = 64;
/** A leak keeps its slope, what fills up doesn't. */
const KEEPS_SHARE = 0.5;

/** @param threads in which the agent was met @returns null with too few snapshots */
export function agentGrowth(threads: readonly (readonly HeldAfter[])[]): AgentGrowth | null {
  const byIteration = new Map<number, number>();
  for (const { iteration, ownBytes } of threads.flat()) {
    byIteration.set(iteration, (byIteration.get(iteration) ?? 0) + ownBytes);
  }
  const points = [...byIteration].map(([x, y]) => ({ x, y })).sort((a, b) => a.x - b.x);
  if (points.length < FEWEST) return null;
  const judged = points.slice(Math.floor(points.length * WARM_UP_SHARE));
  const line = theilSen(judged);
  if (line === null) return null;
  const { estimate, low, high } = line.slope;
  const middle = judged.length >> 1;
  const early = steepness(judged.slice(0, middle + 1));
  const late = steepness(judged.slice(middle));
  const isGrowing = Math.min(low, early, late) > 0 && estimate > FLOOR_BYTES && late > KEEPS_SHARE * early;
  return { estimate: Math.round(estimate), low: Math.round(low), high: Math.round(high), isGrowing };
}

function steepness(points: readonly Point[]): number {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined || first.x === last.x ? 0 : (last.y - first.y) / (last.x - first.x);
}
