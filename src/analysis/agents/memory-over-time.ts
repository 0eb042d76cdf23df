/** What each agent of a thread held when, and how high its peak was, from snapshots and from weighings between them. */
import type { WeighingRow } from "../../run/records.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { HeldAt } from "./agent.ts";
import { type HeldEstimate, heldEstimate } from "./held-estimates.ts";

export interface MemoryOverTime {
  /** undefined where neither snapshots nor weighings have said anything. */
  readonly peak: Peak | undefined;
  readonly heldAt: readonly HeldAt[];
}

export interface Peak {
  readonly bytes: number;
  /** See `Agent`. */
  readonly isLeast: boolean;
  readonly errorBytes: number | null;
}

/** So much more that it may have held is within what its allocations are known to. */
const HIGHER_SHARE = 1.1;
/** Weighings that were further off than this, of the peak, when the next snapshot came are no measurement. */
const TRUSTED_SHARE = 0.1;
const TRUSTED_BYTES = 20_000;
/** What no weighing is worth. */
const LITTLE_BYTES = 32_000;
/** Where no snapshot says how far an agent's weighings are off: of those of the others, nearly all are nearer. */
const USUAL_QUANTILE = 0.9;

/**
 * @param weighings all of the thread @param held by index of the agent: the snapshots that have it
 * @param snapshotsUs times of all snapshots @param allocated by each agent in all, bytes @returns by index of the agent
 */
export function memoryOverTime(
  weighings: readonly WeighingRow[],
  held: readonly (readonly HeldAt[])[],
  snapshotsUs: readonly number[],
  allocated: ReadonlyMap<number, number>,
): readonly MemoryOverTime[] {
  const about = weighingsOf(weighings, held.length);
  const estimates = held.map((snapshots, agent) => {
    const inSnapshot = new Map(snapshots.map(({ atUs, ownBytes }) => [atUs, ownBytes]));
    const all = snapshotsUs.map((t) => ({ t, ownBytes: inSnapshot.get(t) ?? 0 }));
    return heldEstimate(agent, about[agent] ?? [], all);
  });
  const errors = estimates.flatMap(({ errorBytes }) => (errorBytes === null ? [] : [errorBytes]));
  const usualErrorBytes = errors.length === 0 ? null : quantile(errors, USUAL_QUANTILE);
  return held.map((snapshots, agent) => {
    const all = allocated.get(agent);
    const little = all === undefined ? undefined : ofLittle(snapshots, all);
    return little ?? ofOne(snapshots, estimates[agent] as HeldEstimate, usualErrorBytes, all);
  });
}

/** An agent that was never weighed may have allocated so little that it can't have held much more. */
function ofLittle(snapshots: readonly HeldAt[], allocatedBytes: number): MemoryOverTime | undefined {
  const bytes = Math.max(0, ...snapshots.map(({ ownBytes }) => ownBytes));
  const moreBytes = Math.max(0, allocatedBytes - bytes);
  if (snapshots.length === 0 || moreBytes > LITTLE_BYTES) return undefined;
  return { peak: { bytes, isLeast: false, errorBytes: moreBytes }, heldAt: snapshots };
}

/** @param allocatedBytes in all: it can't have held more, unless others have made what it holds */
function ofOne(
  snapshots: readonly HeldAt[],
  estimate: HeldEstimate,
  usualErrorBytes: number | null,
  allocatedBytes = Number.POSITIVE_INFINITY,
): MemoryOverTime {
  const { points, leastBytes } = estimate;
  const seen = Math.max(0, ...snapshots.map(({ ownBytes }) => ownBytes));
  const weighed = Math.round(Math.max(leastBytes, ...points.map(({ bytes }) => bytes)));
  const bytes = Math.max(seen, weighed);
  const mostBytes = Math.max(bytes, Math.min(estimate.mostBytes, allocatedBytes));
  const error = estimate.errorBytes ?? usualErrorBytes;
  if (snapshots.length === 0 && (points.length === 0 || error === null)) return { peak: undefined, heldAt: [] };
  if (error !== null && error <= TRUSTED_SHARE * bytes + TRUSTED_BYTES) {
    const isLeast = mostBytes > HIGHER_SHARE * bytes + error;
    // What is off may have come and gone between two snapshots.
    const off = weighed > seen ? Math.max(error, usualErrorBytes ?? 0) : 0;
    const errorBytes = Math.round(isLeast ? off : Math.max(off, mostBytes - bytes));
    return { peak: { bytes, isLeast, errorBytes }, heldAt: withPoints(snapshots, points) };
  }
  const least = error === null ? 0 : Math.round(weighed - error);
  return { peak: { bytes: Math.max(seen, least), isLeast: true, errorBytes: 0 }, heldAt: snapshots };
}

/** Weighings know nothing of what is shared: it is as it was before. */
function withPoints(snapshots: readonly HeldAt[], points: HeldEstimate["points"]): HeldAt[] {
  const sharedAt = (t: number): number => snapshots.findLast(({ atUs }) => atUs <= t)?.sharedBytes ?? 0;
  const between = points.map(({ t, bytes }) => ({ atUs: t, ownBytes: Math.round(bytes), sharedBytes: sharedAt(t) }));
  return [...snapshots, ...between].sort((a, b) => a.atUs - b.atUs);
}

/** The weighings about each agent, by its index. */
function weighingsOf(rows: readonly WeighingRow[], count: number): readonly (readonly WeighingRow[])[] {
  const byAgent: WeighingRow[][] = Array.from({ length: count }, () => []);
  for (const row of rows) {
    const about = row[2].length === 0 ? byAgent.keys() : row[2];
    for (const agent of about) byAgent[agent]?.push(row);
  }
  return byAgent;
}
