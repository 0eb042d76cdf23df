import { describe, expect, test } from "vitest";
import { decodeSlices } from "../../../src/analysis/agents/slices.ts";
import { sliceTimes } from "../../../src/analysis/agents/slice-times.ts";

/** Words of `slices.bin`: the start, then [10 ns since the pair before, agent] */
function file(startUs: number, ...pairs: readonly [number, number][]): Uint8Array {
  return new Uint8Array(Uint32Array.from([Math.floor(startUs / 2 ** 32), startUs >>> 0, ...pairs.flat()]).buffer);
}

test("slices are read with times above 32 bits, and a pair that a kill has cut is dropped", () => {
  const bytes = file(5 * 2 ** 32 + 7, [100, 1], [250, 2], [0, 0]);
  const { startUs, agent } = decodeSlices(bytes.subarray(0, bytes.length - 3));
  expect([...startUs]).toEqual([5 * 2 ** 32 + 8, 5 * 2 ** 32 + 10.5]);
  expect([...agent]).toEqual([1, 2]);
});

describe("CPU time of slices", () => {
  const slices = { startUs: Float64Array.of(0, 1_000, 4_000, 20_000), agent: Uint32Array.of(1, 2, 0, 1) };

  test("is their time on the clock where the system counted as much", () => {
    const { cpuUs, slices: count } = sliceTimes(
      slices,
      [
        [0, 0, 0],
        [20_000, 20_000, 0],
        [40_000, 40_000, 0],
      ],
      2,
      21_000,
    );
    expect([...cpuUs]).toEqual([0, 2_000, 3_000]);
    expect([...count]).toEqual([0, 2, 1]);
  });

  test("loses what the system did not count where the longest slice is: it waited", () => {
    const { cpuUs } = sliceTimes(
      slices,
      [
        [0, 0, 0],
        [20_000, 2_000, 0],
      ],
      2,
      20_000,
    );
    expect([...cpuUs]).toEqual([0, 1_000, 1_000]);
  });

  test("is never more in all than the system counted", () => {
    const { cpuUs } = sliceTimes(
      slices,
      [
        [0, 0, 0],
        [20_000, 3_900, 0],
      ],
      2,
      20_000,
    );
    expect(cpuUs.reduce((sum, us) => sum + us)).toBeCloseTo(3_900);
    expect(cpuUs[1]).toBeCloseTo(975);
  });
});
