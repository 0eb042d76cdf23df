import { expect, test } from "vitest";
import { sampleColumns } from "../../src/report/sample-columns.ts";

function columnsOf(node: number[], wallUs: number[], whose?: (sample: number) => number) {
  const startUs = Float64Array.from(wallUs, (_, i) => wallUs.slice(0, i).reduce((sum, us) => sum + us, 0));
  const samples = {
    node: Uint32Array.from(node),
    startUs,
    wallUs: Float64Array.from(wallUs),
    gapUs: 0,
    fromUs: 0,
    toUs: 0,
  };
  return sampleColumns(
    samples,
    Float64Array.from(wallUs, (us) => us / 2),
    0,
    whose,
  );
}

test("merges neighbours on the same node, and keeps sums true to the microsecond", () => {
  const { node, wallUs, cpuUs } = columnsOf([1, 1, 2, 1], [10.4, 10.4, 10.4, 10.4]);
  expect([...node]).toEqual([1, 2, 1]);
  expect([...wallUs]).toEqual([21, 10, 11]);
  expect(cpuUs.reduce((sum, us) => sum + us, 0)).toBe(21);
});

test("keeps neighbours apart that are of different agents", () => {
  const { node, agent, wallUs } = columnsOf([1, 1, 1, 2], [10, 10, 10, 10], (sample) => (sample < 2 ? 4 : 0));
  expect([[...node], [...agent!], [...wallUs]]).toEqual([
    [1, 1, 2],
    [4, 0, 0],
    [20, 10, 10],
  ]);
});

test("holds a thread that idles for hours", () => {
  const hour = 3_600_000_000;
  const { wallUs } = columnsOf([1, 1, 1], [hour, hour, hour]);
  expect(wallUs.reduce((sum, us) => sum + us, 0)).toBe(3 * hour);
});
