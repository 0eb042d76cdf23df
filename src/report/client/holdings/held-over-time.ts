import type { AgentsView, HeapDivisionView } from "../../view-model.ts";

/** What the agents held at each snapshot: bytes, of all threads together as each was last seen. */
export interface HeldOverTime {
  /** In the order of time. */
  readonly heaps: readonly HeapDivisionView[];
  /** What an agent alone kept alive at a snapshot. */
  own(agent: number, snapshot: number): number;
  /** Of all agents together. */
  readonly shared: Float64Array;
  /** Nobody's: global, unreachable and the probe's. */
  readonly rest: Float64Array;
}

/** @param thread label of the only thread that counts, or undefined */
export function heldOverTime({ agents, heaps: all }: AgentsView, thread: string | undefined): HeldOverTime {
  const heaps = all.filter((heap) => thread === undefined || heap.thread === thread).sort((a, b) => a.atMs - b.atMs);
  const count = heaps.length;
  const own = new Float64Array(agents.length * count);
  agents.forEach(({ heldAt, threads }, agent) => {
    const isIn = new Set(threads);
    let held = 0;
    let next = 0;
    heaps.forEach(({ atMs, thread: of }, snapshot) => {
      while (next < heldAt.length && heldAt[next]!.atMs < atMs - CLOSE_MS) next++;
      const here = heldAt[next];
      if (here !== undefined && Math.abs(here.atMs - atMs) <= CLOSE_MS) held = here.ownBytes;
      // A snapshot of its thread that does not have it: it was let go.
      else if (isIn.has(of)) held = 0;
      own[agent * count + snapshot] = held;
    });
  });
  const shared = new Float64Array(count);
  const rest = new Float64Array(count);
  const last = new Map<string, HeapDivisionView>();
  heaps.forEach((heap, i) => {
    last.set(heap.thread, heap);
    for (const { sharedBytes, globalBytes, unreachableBytes, probeBytes } of last.values()) {
      shared[i] = shared[i]! + sharedBytes;
      rest[i] = rest[i]! + globalBytes + unreachableBytes + probeBytes;
    }
  });
  return { heaps, own: (agent, snapshot) => own[agent * count + snapshot]!, shared, rest };
}

/** Both come from one moment, rounded. */
const CLOSE_MS = 0.01;
