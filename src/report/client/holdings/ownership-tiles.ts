import type { AgentsView, HeapDivisionView } from "../../view-model.ts";
import type { Swarm } from "../agents/swarm.ts";
import type { HeldOverTime } from "./held-over-time.ts";

/** A group's part of what agents own, and its largest members. */
export interface OwnedByGroup {
  readonly group: number;
  readonly bytes: number;
  /** Largest first; one may stand for many small ones. */
  readonly parts: readonly OwnedPart[];
}

export interface OwnedPart {
  /** -1: several small ones. */
  readonly agent: number;
  readonly count: number;
  readonly bytes: number;
}

/** Drawn of a group; what is smaller stands together. */
const TILES = 60;

/** What agents own at a snapshot, by their groups, largest first. */
export function ownedByGroup(swarm: Swarm, held: HeldOverTime, snapshot: number): OwnedByGroup[] {
  return swarm.groups
    .map(({ members }, group) => {
      const all = members
        .map((agent) => ({ agent, count: 1, bytes: held.own(agent, snapshot) }))
        .filter(({ bytes }) => bytes > 0)
        .sort((a, b) => b.bytes - a.bytes);
      const bytes = all.reduce((sum, part) => sum + part.bytes, 0);
      const small = all.slice(TILES);
      const rest = small.reduce((sum, part) => sum + part.bytes, 0);
      const parts =
        small.length === 0 ? all : [...all.slice(0, TILES), { agent: -1, count: small.length, bytes: rest }];
      return { group, bytes, parts: parts.sort((a, b) => b.bytes - a.bytes) };
    })
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

export interface HeapPart {
  readonly name: "own" | "shared" | "global" | "unreachable" | "probe";
  readonly words: string;
  readonly bytes: number;
}

export function partsOfHeap(heap: HeapDivisionView): HeapPart[] {
  const { ownBytes, sharedBytes, globalBytes, unreachableBytes, probeBytes } = heap;
  return [
    { name: "own", words: "own by one agent", bytes: ownBytes },
    { name: "shared", words: "shared by several", bytes: sharedBytes },
    { name: "global", words: "global", bytes: globalBytes },
    { name: "unreachable", words: "unreachable", bytes: unreachableBytes },
    { name: "probe", words: "probe", bytes: probeBytes },
  ];
}

/** The snapshot to start with: the last within the time that is shown, else the one in which agents own most. */
export function snapshotOf(
  { heaps }: AgentsView,
  chosen: number | null,
  range: { readonly fromUs: number; readonly toUs: number } | null,
  thread: string | undefined,
): number {
  if (chosen !== null && chosen < heaps.length) return chosen;
  const own = Array.from(heaps.keys()).filter((i) => thread === undefined || heaps[i]!.thread === thread);
  const pool = own.length === 0 ? Array.from(heaps.keys()) : own;
  const inside =
    range === null
      ? undefined
      : pool.findLast((i) => heaps[i]!.atMs * 1000 >= range.fromUs && heaps[i]!.atMs * 1000 <= range.toUs);
  return inside ?? pool.reduce((best, i) => (heaps[i]!.ownBytes > heaps[best]!.ownBytes ? i : best), pool[0] ?? 0);
}
