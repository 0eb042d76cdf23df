/**
 * What an agent held between snapshots, from weighings: each says by how much live memory has changed while the agent alone
 * ran. They are added up from a snapshot on. The next snapshot says how far they were off by then, which is laid on the
 * changes between the two by their size.
 *
 * Where a weighing can't tell whose a change is, they are added up to there from the snapshot before, and taken off from
 * the one after it: what an agent lets go of, it has held. Between two such weighings, where neither reaches, it held at
 * least as much as it lets go of there.
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
  /** In the order of time, what it held after each weighing, and before one that it lets go in, as far as that is known. */
  readonly points: readonly HeldPoint[];
  /** How far weighings were off at most when a snapshot came after them; null where none did. */
  readonly errorBytes: number | null;
  /** So much it has held at some time at the least, but for that error. */
  readonly leastBytes: number;
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
  let leastBytes = 0;
  let mostBytes = 0;
  let next = 0;
  let heldBefore = 0;
  // After the last snapshot nothing tells how far weighings are off.
  for (const { t: untilT, ownBytes } of [...snapshots, { t: Number.POSITIVE_INFINITY, ownBytes: null }]) {
    const rows: WeighingRow[] = [];
    for (let row = weighings[next]; row !== undefined && row[0] <= untilT; row = weighings[++next]) rows.push(row);
    const parts = sureParts(rows);
    const [first = []] = parts;
    const isWhole = parts.length === 1;
    const end = heldBefore + sum(first);
    const isChecked = isWhole && ownBytes !== null && first.length > 0;
    if (isChecked) errorBytes = Math.max(errorBytes ?? 0, Math.abs(ownBytes - end));
    points.push(...pointsFrom(first, heldBefore, isChecked ? ownBytes - end : 0));
    for (const part of isWhole ? [] : parts.slice(1)) leastBytes = Math.max(leastBytes, spanOf(part));
    const last = isWhole || ownBytes === null ? [] : (parts.at(-1) ?? []);
    points.push(...pointsBack(last, ownBytes ?? 0));
    mostBytes = Math.max(mostBytes, mostOf(agent, rows, heldBefore, last.length, ownBytes));
    heldBefore = ownBytes ?? 0;
  }
  return { points, errorBytes, leastBytes, mostBytes };
}

/** What lies before, between and behind the weighings that can't tell whose a change is. */
function sureParts(rows: readonly WeighingRow[]): readonly (readonly WeighingRow[])[] {
  const parts: WeighingRow[][] = [[]];
  for (const row of rows) {
    if (isSure(row)) parts.at(-1)?.push(row);
    else parts.push([]);
  }
  return parts;
}

function isSure([, , agents]: WeighingRow): boolean {
  return agents.length === 1;
}

function sum(rows: readonly WeighingRow[]): number {
  return rows.reduce((all, [, bytes]) => all + bytes, 0);
}

/** Since nobody holds less than nothing, it holds as much as it comes to let go of. */
function spanOf(rows: readonly WeighingRow[]): number {
  let held = 0;
  let lowest = 0;
  let highest = 0;
  for (const [, bytes] of rows) {
    held += bytes;
    lowest = Math.min(lowest, held);
    highest = Math.max(highest, held);
  }
  return highest - lowest;
}

/**
 * Where a weighing can't tell whose the change is, the agent has come to hold what it has allocated at the most.
 * @param known so many of the last rows are known from the snapshot behind them
 */
function mostOf(
  agent: number,
  rows: readonly WeighingRow[],
  heldBefore: number,
  known: number,
  ownBytes: number | null,
): number {
  let most = heldBefore;
  let held = heldBefore;
  for (const row of rows.slice(0, rows.length - known)) {
    const [, bytes, agents, allocated] = row;
    held = Math.max(0, held + (isSure(row) ? bytes : (allocated?.[agents.indexOf(agent)] ?? UNKNOWN)));
    most = Math.max(most, held);
  }
  const behind = pointsBack(rows.slice(rows.length - known), ownBytes ?? 0);
  return Math.max(most, ownBytes ?? 0, ...behind.map(({ bytes }) => bytes));
}

const UNKNOWN = Number.POSITIVE_INFINITY;

function pointsFrom(rows: readonly WeighingRow[], heldBefore: number, offBytes: number): HeldPoint[] {
  const movedBytes = rows.reduce((all, [, bytes]) => all + Math.abs(bytes), 0);
  let held = heldBefore;
  let moved = 0;
  return rows.map(([t, bytes]) => {
    held += bytes;
    moved += Math.abs(bytes);
    return { t, bytes: Math.max(0, held + (movedBytes === 0 ? 0 : (offBytes * moved) / movedBytes)) };
  });
}

/** What it held before each weighing and after it, from what it holds at the end. */
function pointsBack(rows: readonly WeighingRow[], heldAfter: number): HeldPoint[] {
  const points: HeldPoint[] = [];
  let held = heldAfter;
  for (const [t, bytes] of rows.toReversed()) {
    points.push({ t, bytes: held });
    held = Math.max(0, held - bytes);
    if (bytes < 0) points.push({ t: t - 1, bytes: held });
  }
  return points.toReversed();
}
