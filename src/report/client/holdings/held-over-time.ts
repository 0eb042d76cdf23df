import type { AgentsView, AgentView, HeapDivisionView } from "../../view-model.ts";

/** What the agents held over time: bytes, of all threads together as each was last seen. */
export interface HeldOverTime {
  /** In the order of time. */
  readonly moments: readonly HeldMoment[];
  /** Readings between snapshots that are not drawn. */
  readonly undrawn: number;
  /** What an agent alone kept alive at a moment. */
  own(agent: number, moment: number): number;
  /** Of all agents together. */
  readonly shared: Float64Array;
  /** Nobody's: global, unreachable and the probe's. */
  readonly rest: Float64Array;
}

export interface HeldMoment {
  readonly atMs: number;
  /** The snapshot that was taken then; without one, some agents alone were looked at. */
  readonly heap?: HeapDivisionView;
}

/** Both come from one moment, rounded. */
const CLOSE_MS = 0.01;
/** Moments between snapshots, and figures in all, at most. */
const MOST_MOMENTS = 600;
const MOST_FIGURES = 2_000_000;

/** @param thread label of the only thread that counts, or undefined */
export function heldOverTime({ agents, heaps: all }: AgentsView, thread: string | undefined): HeldOverTime {
  const heaps = all.filter((heap) => thread === undefined || heap.thread === thread);
  const isHere = ({ threads }: AgentView): boolean => thread === undefined || threads.includes(thread);
  const { between, undrawn } = readingsBetween(agents.filter(isHere), all, agents.length);
  const moments = [...heaps.map((heap): HeldMoment => ({ atMs: heap.atMs, heap })), ...between].sort(
    (a, b) => a.atMs - b.atMs,
  );
  const count = moments.length;
  const own = new Float64Array(agents.length * count);
  agents.forEach((agent, index) => {
    if (isHere(agent)) fill(own.subarray(index * count, (index + 1) * count), agent, moments);
  });
  const shared = new Float64Array(count);
  const rest = new Float64Array(count);
  const last = new Map<string, HeapDivisionView>();
  moments.forEach(({ heap }, i) => {
    if (heap !== undefined) last.set(heap.thread, heap);
    for (const { sharedBytes, globalBytes, unreachableBytes, probeBytes } of last.values()) {
      shared[i] = shared[i]! + sharedBytes;
      rest[i] = rest[i]! + globalBytes + unreachableBytes + probeBytes;
    }
  });
  return { moments, undrawn, own: (agent, moment) => own[agent * count + moment]!, shared, rest };
}

function fill(own: Float64Array, { heldAt, threads }: AgentView, moments: readonly HeldMoment[]): void {
  const isIn = new Set(threads);
  let held = 0;
  let seenMs = -Infinity;
  let next = 0;
  moments.forEach(({ atMs, heap }, i) => {
    for (; next < heldAt.length && heldAt[next]!.atMs <= atMs + CLOSE_MS; next++) {
      held = heldAt[next]!.ownBytes;
      seenMs = heldAt[next]!.atMs;
    }
    // A snapshot of its thread that does not have it: it was let go.
    if (heap !== undefined && isIn.has(heap.thread) && seenMs < atMs - CLOSE_MS) held = 0;
    own[i] = held;
  });
}

/** @param heaps of all threads: a reading of another thread's snapshot is none of this one */
function readingsBetween(
  agents: readonly AgentView[],
  heaps: readonly HeapDivisionView[],
  all: number,
): { between: HeldMoment[]; undrawn: number } {
  const rounded = (ms: number): number => Math.round(ms / CLOSE_MS);
  const snapshots = new Set(heaps.flatMap(({ atMs }) => [-1, 0, 1].map((near) => rounded(atMs) + near)));
  const times = new Set(agents.flatMap(({ heldAt }) => heldAt.map(({ atMs }) => atMs)));
  const others = [...times].filter((atMs) => !snapshots.has(rounded(atMs))).sort((a, b) => a - b);
  const most = Math.min(MOST_MOMENTS, Math.floor(MOST_FIGURES / Math.max(1, all)));
  const step = Math.max(1, Math.ceil(others.length / Math.max(1, most)));
  const between = others.filter((_, i) => (others.length - 1 - i) % step === 0).map((atMs) => ({ atMs }));
  return { between, undrawn: others.length - between.length };
}
