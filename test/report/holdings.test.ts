import { describe, expect, test } from "vitest";
import { bands } from "../../src/report/client/holdings/bands.ts";
import { heldOverTime } from "../../src/report/client/holdings/held-over-time.ts";
import { treemap } from "../../src/report/client/holdings/treemap.ts";
import type { AgentsView, HeapDivisionView } from "../../src/report/view-model.ts";
import { reportFromText } from "./report-from-text.ts";
import { withAgents } from "./swarm-from-text.ts";

describe("what agents held over time", () => {
  const view = swarm([heap("main", 1), heap("worker", 2), heap("main", 3)], {
    a: { threads: ["main"], heldAt: [held(1, 10), held(3, 30)] },
    gone: { threads: ["main"], heldAt: [held(1, 5)] },
    // In both threads: its rows are the sums of what each had last.
    both: { threads: ["main", "worker"], heldAt: [held(1, 1), held(2, 3), held(3, 4)] },
  });

  test("holds from one snapshot of a thread to its next, and ends where that does not have it", () => {
    const { own, moments } = heldOverTime(view, undefined);
    const row = (agent: number): number[] => moments.map((_, moment) => own(agent, moment));
    expect([0, 1, 2].map(row)).toEqual([
      [10, 10, 30],
      [5, 5, 0],
      [1, 3, 4],
    ]);
  });

  test("has what was looked at between snapshots, and thins it where there is too much", () => {
    const heldAt = [held(1, 10), held(1.5, 40), held(3, 30)];
    const some = swarm([heap("main", 1), heap("main", 3)], { a: { threads: ["main"], heldAt } });
    const { own, moments } = heldOverTime(some, undefined);
    expect(moments.map(({ atMs, heap: of }, i) => [atMs, of !== undefined, own(0, i)])).toEqual([
      [1, true, 10],
      [1.5, false, 40],
      [3, true, 30],
    ]);
    const often = Array.from({ length: 5_000 }, (_, i) => held(1.1 + i / 10_000, i));
    const many = swarm([heap("main", 1), heap("main", 3)], { a: { threads: ["main"], heldAt: often } });
    const thinned = heldOverTime(many, undefined);
    expect(thinned.moments.length).toBeLessThanOrEqual(602);
    expect(thinned.undrawn).toBeGreaterThan(4_000 - 600);
  });

  test("adds the shared and global parts of all threads as each was last", () => {
    const { shared, rest } = heldOverTime(view, undefined);
    expect([...shared]).toEqual([100, 200, 200]);
    expect([...rest]).toEqual([1_000, 2_000, 2_000]);
    expect([...heldOverTime(view, "worker").shared]).toEqual([100]);
  });

  test("names those that held most, and puts the others together, so that the sum stays", () => {
    const many = swarm(
      [heap("main", 1)],
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a-${i}`, { heldAt: [held(1, i + 1)] }])),
    );
    const names = many.agents.map(({ id }) => id);
    const all = bands(heldOverTime(many, undefined), names, () => true, "heap");
    expect(all.map(({ words, bytes }) => `${words} ${bytes[0]}`)).toEqual([
      ...[20, 19, 18, 17, 16, 15, 14, 13].map((bytes) => `a-${bytes - 1} ${bytes}`),
      "12 others 78",
      "shared by several 100",
      "global and unreachable 1000",
    ]);
    const some = bands(heldOverTime(many, undefined), names, (agent) => agent < 2, "own");
    expect(some.map(({ words }) => words)).toEqual(["a-1", "a-0"]);
  });
});

describe("treemap", () => {
  const box = { x: 10, y: 20, width: 300, height: 100 };

  test("gives areas as the values, within the box and without overlaps", () => {
    const values = [50, 20, 20, 5, 3, 1, 1];
    const tiles = treemap(values, box);
    expect(tiles.map(({ width, height }) => Math.round((width * height) / 300))).toEqual(values);
    for (const { x, y, width, height } of tiles) {
      expect(x).toBeGreaterThanOrEqual(10);
      expect(y).toBeGreaterThanOrEqual(20);
      expect(x + width).toBeLessThanOrEqual(310.001);
      expect(y + height).toBeLessThanOrEqual(120.001);
    }
    for (const one of tiles)
      for (const other of tiles.slice(one.index + 1)) {
        const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
        const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
        expect(Math.min(across, down)).toBeLessThan(0.001);
      }
  });

  test("leaves out what is nothing", () => {
    expect(treemap([3, 0], box)).toHaveLength(1);
    expect(treemap([0], box)).toEqual([]);
    expect(treemap([], box)).toEqual([]);
  });
});

function swarm(heaps: readonly HeapDivisionView[], known: Parameters<typeof withAgents>[2]): AgentsView {
  return withAgents(reportFromText({ main: "work" }), { main: "-" }, known, { heaps }).agents;
}

function heap(thread: string, atMs: number): HeapDivisionView {
  const parts = { ownBytes: 0, sharedBytes: 100, globalBytes: 900, unreachableBytes: 90, probeBytes: 10, groups: [] };
  return { thread, atMs, reason: "regular", totalBytes: 1_100, ...parts };
}

function held(atMs: number, ownBytes: number) {
  return { atMs, ownBytes, sharedBytes: 0 };
}
