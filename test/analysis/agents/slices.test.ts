import { describe, expect, test } from "vitest";
import { sampleAgents } from "../../../src/analysis/agents/sample-agents.ts";
import { eachSlice, type SliceWeight, type TakeSlice } from "../../../src/analysis/agents/slices.ts";
import { sliceTimes } from "../../../src/analysis/agents/slice-times.ts";
import { SLICE_NOTES, type UsageRow } from "../../../src/run/records.ts";

/** Words of `slices.bin`: the start, then [10 ns since the pair before, agent] */
function file(startUs: number, ...pairs: readonly [number, number][]): Uint8Array {
  return new Uint8Array(Uint32Array.from([Math.floor(startUs / 2 ** 32), startUs >>> 0, ...pairs.flat()]).buffer);
}

const ITSELF: SliceWeight = { weight: 1, caller: 0, costUs: 0 };

type Slice = readonly [agent: number, fromUs: number, toUs: number];

describe("slices", () => {
  function slicesOf(blocks: readonly Uint8Array[], endUs = 0): Slice[] {
    const found: Slice[] = [];
    eachSlice(blocks, 9, endUs, {
      take: (agent, fromUs, toUs) => found.push([agent, fromUs, toUs]),
      read: () => {},
      sums: () => {},
    });
    return found;
  }
  const START_US = 5 * 2 ** 32 + 7;
  const bytes = file(START_US, [100, 1], [250, 2], [300, 0], [0, 3]);

  test("are read with times above 32 bits; the last one lasts until the thread ends", () => {
    expect(slicesOf([bytes], START_US + 10)).toEqual([
      [1, START_US + 1, START_US + 3.5],
      [2, START_US + 3.5, START_US + 6.5],
      [3, START_US + 6.5, START_US + 10],
    ]);
  });

  test("are read block by block, and a pair that a kill has cut is dropped", () => {
    const blocks = [bytes.subarray(0, 8), bytes.subarray(8, 16), bytes.subarray(16, bytes.length - 3)];
    expect(slicesOf(blocks)).toEqual(slicesOf([bytes]).slice(0, 2));
  });

  test("have readings of the thread's CPU time between them", () => {
    const told: unknown[] = [];
    const words = file(
      0,
      [0, SLICE_NOTES.reading],
      [100, 1],
      [500, 0],
      [350, SLICE_NOTES.reading],
      [100, 2],
      [200, 0],
      [0, SLICE_NOTES.summed],
    );
    eachSlice([words], 9, 0, {
      take: (agent, fromUs, toUs) => told.push([agent, fromUs, toUs]),
      read: (cpuUs) => told.push(cpuUs),
      sums: () => told.push("sums"),
    });
    expect(told).toEqual([0, [1, 1, 6], 3.5, [2, 7, 9], "sums"]);
  });

  test("say of a call that was timed for others for how many it stands, and whose those are", () => {
    const told: unknown[] = [];
    const { overhead, call } = SLICE_NOTES;
    const words = file(
      0,
      [5, overhead],
      [0, 1],
      [100, 1],
      [32, call],
      [10, 2],
      [30, 3],
      [20, 2],
      [1, call],
      [40, 1],
      [9, 0],
    );
    const take: TakeSlice = (agent, fromUs, toUs, { weight, caller, costUs } = ITSELF) => {
      told.push([agent, Math.round((toUs - fromUs) * 100), weight, caller, costUs]);
    };
    eachSlice([words], 9, 0, { take, read: () => {}, sums: () => {} });
    expect(told).toEqual([
      [1, 100, 1, 0, 0],
      [1, 10, 1, 0, 0],
      [2, 30, 32, 1, 0.05],
      [3, 20, 32, 1, 0.05],
      [2, 40, 32, 1, 0.05],
      [1, 9, 1, 0, 0],
    ]);
  });

  test("of an agent that is not known, or in an empty file, are none", () => {
    expect(slicesOf([file(0, [100, 10], [100, 0])])).toEqual([]);
    expect(slicesOf([])).toEqual([]);
    expect(slicesOf([new Uint8Array(5)])).toEqual([]);
  });
});

describe("CPU time of slices", () => {
  const slices: Slice[] = [
    [1, 0, 1_000],
    [2, 1_000, 4_000],
    [1, 20_000, 21_000],
  ];
  function timesOf(taken: readonly Slice[], usage: readonly UsageRow[]) {
    const builder = sliceTimes(usage, 2);
    for (const slice of taken) builder.take(...slice);
    return builder.done();
  }

  test("is their time on the clock where the system counted as much", () => {
    const { cpuUs, slices: count } = timesOf(slices, [
      [0, 0, 0],
      [20_000, 20_000, 0],
      [40_000, 40_000, 0],
    ]);
    expect([...cpuUs]).toEqual([0, 2_000, 3_000]);
    expect([...count]).toEqual([0, 2, 1]);
  });

  test("loses what the system did not count where the longest slice is: it waited", () => {
    const { cpuUs, wallUs } = timesOf(slices, [
      [0, 0, 0],
      [20_000, 2_000, 0],
    ]);
    expect([...cpuUs]).toEqual([0, 2_000, 1_000]);
    expect([...wallUs]).toEqual([0, 2_000, 3_000]);
  });

  test("goes by readings that stand between the slices, where there are some", () => {
    const builder = sliceTimes(
      [
        [0, 0, 0],
        [1_000, 1, 0],
        [90_000, 2, 0],
      ],
      2,
    );
    builder.read(0, 0, 0);
    builder.take(1, 0, 900);
    builder.take(2, 900, 1_100);
    builder.read(1_095, 0, 1_100); // what a reading costs is no wait
    builder.take(1, 2_000, 2_500);
    builder.take(2, 2_500, 8_000);
    builder.read(1_000, 0, 8_000);
    builder.take(1, 9_000, 9_100); // the thread was killed before the next one
    const { cpuUs, wallUs } = builder.done();
    expect([...cpuUs].map(Math.round)).toEqual([0, 1_496, 699]);
    expect([...wallUs]).toEqual([0, 1_500, 5_700]);
  });

  test("loses what the thread waited for a core, if the longest stretch is a slice", () => {
    const builder = sliceTimes([], 2);
    builder.read(0, 0, 0);
    builder.take(1, 100, 3_000);
    builder.read(2_000, 1_000, 3_000); // nobody's 100 µs are in the count
    builder.take(1, 8_000, 9_000);
    builder.read(1_100, 900, 9_000); // before it had the core again, the thread slept
    const { cpuUs } = builder.done();
    expect([...cpuUs].map(Math.round)).toEqual([0, 1_900 + 1_000, 0]);
  });

  test("counts a call for those like it, at the expense of its caller; a pause in it only once", () => {
    const builder = sliceTimes([], 2);
    builder.read(0, 0, 0);
    const standsFor = { weight: 32, caller: 1, costUs: 0.1 };
    builder.take(1, 0, 500);
    builder.take(2, 500, 501.1, standsFor);
    builder.take(2, 600, 700.1, standsFor);
    builder.take(1, 800, 900);
    builder.read(1_000, 0, 1_000);
    const { cpuUs, slices: count } = builder.done();
    expect(cpuUs[2]).toBeCloseTo(1 + 100 + 31 * (1 + 10));
    expect(cpuUs[1]).toBeCloseTo(600 - 31 * (1 + 10));
    expect([...count]).toEqual([0, 2, 64]);
  });

  test("is never more in all than the system counted", () => {
    const { cpuUs } = timesOf(slices.slice(0, 2), [
      [0, 0, 0],
      [20_000, 3_900, 0],
    ]);
    expect(cpuUs.reduce((sum, us) => sum + us)).toBeCloseTo(3_900);
    expect(cpuUs[1]).toBeCloseTo(975);
  });
});

test("a sample is of the agent that ran when it was taken, or of nobody", () => {
  const samples = sampleAgents(Float64Array.of(5, 10, 19, 20, 40, 99));
  const taken: TakeSlice = samples.take;
  taken(1, 10.2, 20);
  taken(2, 20, 30);
  taken(3, 98, 120);
  expect([...samples.agent]).toEqual([0, 1, 1, 2, 0, 3]);
});
