/**
 * What an agent held between snapshots, from weighings: each says by how much live memory has changed while the agent alone
 * ran. They are added up from a snapshot on. The next snapshot says how far they were off by then, which is laid on the
 * changes between the two by their size.
 */
import type { WeighingRow } from "../../run/records.ts";

/** What a snapshot says that an agent alone holds; 0 where the snapshot has it no more. */
export interface SnapshotHeld {
  readonly t: number;
  readonly ownBytes: number;
}

export interface HeldPoint {
  readonly t: number;
  readonly bytes: number;
}

export interface HeldEstimate {
  /** In the order of time, what it held after each weighing that was about it, as long as all of them were. */
  readonly points: readonly HeldPoint[];
  /** How far weighings were off at most when a snapshot came after them; null where none did. */
  readonly errorBytes: number | null;
  /** More than this it can't have held at any time, but for that error. */
  readonly mostBytes: number;
}

/** @param weighings those about the agent @param snapshots all of the thread; both in the order of time */
export function heldEstimate(
  agent: number,
  weighings: readonly WeighingRow[],
  snapshots: readonly SnapshotHeld[],
): HeldEstimate {
  const points: HeldPoint[] = [];
  let errorBytes: number | null = null;
  let mostBytes = 0;
  let next = 0;
  let heldBefore = 0;
  // After the last snapshot nothing tells how far weighings are off.
  for (const { t: untilT, ownBytes } of [...snapshots, { t: Number.POSITIVE_INFINITY, ownBytes: null }]) {
    const stretch: WeighingRow[] = [];
    for (let row = weighings[next]; row !== undefined && row[0] <= untilT; row = weighings[++next]) stretch.push(row);
    const gap = stretch.findIndex(([, , agents]) => agents.length !== 1);
    const sure = gap < 0 ? stretch : stretch.slice(0, gap);
    const end = heldBefore + sure.reduce((sum, [, bytes]) => sum + bytes, 0);
    const isChecked = gap < 0 && ownBytes !== null && sure.length > 0;
    if (isChecked) errorBytes = Math.max(errorBytes ?? 0, Math.abs(ownBytes - end));
    points.push(...pointsOf(sure, heldBefore, isChecked ? ownBytes - end : 0));
    mostBytes = Math.max(mostBytes, mostOf(agent, stretch, heldBefore), ownBytes ?? 0);
    heldBefore = ownBytes ?? 0;
  }
  return { points, errorBytes, mostBytes };
}

/** Where a weighing can't tell whose the change is, the agent holds what it has allocated at the most. */
function mostOf(agent: number, stretch: readonly WeighingRow[], heldBefore: number): number {
  let most = heldBefore;
  let held = heldBefore;
  for (const [, bytes, agents, allocated] of stretch) {
    held = Math.max(0, held + (agents.length === 1 ? bytes : (allocated?.[agents.indexOf(agent)] ?? UNKNOWN)));
    most = Math.max(most, held);
  }
  return most;
}

const UNKNOWN = Number.POSITIVE_INFINITY;

function pointsOf(stretch: readonly WeighingRow[], heldBefore: number, offBytes: number): HeldPoint[] {
  const movedBytes = stretch.reduce((sum, [, bytes]) => sum + Math.abs(bytes), 0);
  let held = heldBefore;
  let moved = 0;
  return stretch.map(([t, bytes]) => {
    held += bytes;
    moved += Math.abs(bytes);
    return { t, bytes: Math.max(0, held + (movedBytes === 0 ? 0 : (offBytes * moved) / movedBytes)) };
  });
}
