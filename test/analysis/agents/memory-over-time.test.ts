import { expect, test } from "vitest";
import type { HeldAt } from "../../../src/analysis/agents/agent.ts";
import { memoryOverTime } from "../../../src/analysis/agents/memory-over-time.ts";
import type { WeighingRow } from "../../../src/run/records.ts";

const AGENT = 1;

function ofAgent(weighings: readonly WeighingRow[], held: readonly HeldAt[], snapshotsUs: readonly number[]): unknown {
  return memoryOverTime(weighings, [[], held], snapshotsUs, new Map())[AGENT];
}

function held(atUs: number, ownBytes: number, sharedBytes = 7): HeldAt {
  return { atUs, ownBytes, sharedBytes };
}

test("a peak between two snapshots is what weighings add up to", () => {
  const rows: WeighingRow[] = [
    [2, 500_000, [AGENT]],
    [3, 300_000, [AGENT]],
    [4, -800_000, [AGENT]],
  ];
  expect(ofAgent(rows, [held(1, 100_000), held(5, 100_000)], [1, 5])).toEqual({
    peak: { bytes: 900_000, isLeast: false, errorBytes: 0 },
    heldAt: [held(1, 100_000), held(2, 600_000), held(3, 900_000), held(4, 100_000), held(5, 100_000)],
  });
});

test("how far weighings are off, says the next snapshot; the changes before it are put right by that", () => {
  const rows: WeighingRow[] = [
    [2, 600_000, [AGENT]],
    [3, -560_000, [AGENT]],
  ];
  const { peak } = memoryOverTime(rows, [[], []], [1, 5], new Map())[AGENT] ?? {};
  expect(peak).toEqual({ bytes: 600_000 - Math.round((40_000 * 60) / 116), isLeast: false, errorBytes: 40_000 });
});

test("weighings that are far off tell the least that it held", () => {
  const rows: WeighingRow[] = [
    [2, 600_000, [AGENT]],
    [3, -400_000, [AGENT]],
  ];
  expect(ofAgent(rows, [], [1, 5])).toMatchObject({ peak: { bytes: 280_000, isLeast: true } });
});

test("where it isn't known whose a change is, an agent may hold what it has allocated, and no more", () => {
  const rows = (allocated: number | null): WeighingRow[] => [
    [2, 600_000, [AGENT]],
    [3, 700_000, [AGENT, 2], [allocated, 900_000]],
  ];
  const peakOf = (allocated: number | null): unknown => ofAgent(rows(allocated), [held(5, 600_000)], [1, 5]);
  expect(peakOf(0)).toMatchObject({ peak: { bytes: 600_000, isLeast: true } });
  expect(peakOf(null)).toMatchObject({ peak: { isLeast: true } });
});

test("behind a weighing that can't tell whose a change is, the next snapshot tells what an agent held", () => {
  const rows: WeighingRow[] = [
    [2, 600_000, [AGENT]],
    [3, 700_000, [AGENT, 2], [200_000, 900_000]],
    [4, -790_000, [AGENT]],
  ];
  expect(ofAgent([...rows, [7, 5_000, [AGENT]]], [held(8, 5_000)], [1, 5, 8])).toEqual({
    peak: { bytes: 790_000, isLeast: false, errorBytes: 10_000 },
    heldAt: [held(2, 600_000, 0), held(3, 790_000, 0), held(4, 0, 0), held(7, 5_000, 0), held(8, 5_000)],
  });
});

test("between two weighings that can't tell, an agent held what it let go of", () => {
  const rows: WeighingRow[] = [
    [2, 0, [AGENT, 2], [null, 900_000]],
    [3, 100_000, [AGENT]],
    [4, -300_000, [AGENT]],
    [5, 0, [AGENT, 2], [0, 900_000]],
    [7, 5_000, [AGENT]],
  ];
  expect(ofAgent(rows, [held(8, 5_000)], [1, 6, 8])).toMatchObject({ peak: { bytes: 300_000, isLeast: true } });
});

test("nothing known is nothing said", () => {
  expect(ofAgent([], [], [1])).toEqual({ peak: undefined, heldAt: [] });
});

test("an agent that has allocated next to nothing can't have held more", () => {
  const [, little] = memoryOverTime([], [[], [held(1, 2_000)]], [1], new Map([[AGENT, 5_000]]));
  expect(little?.peak).toEqual({ bytes: 2_000, isLeast: false, errorBytes: 3_000 });
  const [, much] = memoryOverTime([], [[], [held(1, 2_000)]], [1], new Map([[AGENT, 500_000]]));
  expect(much?.peak).toEqual({ bytes: 2_000, isLeast: true, errorBytes: 0 });
});
