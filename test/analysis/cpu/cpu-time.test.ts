import { expect, test } from "vitest";
import { cpuTime, type Waiting } from "../../../src/analysis/cpu/cpu-time.ts";
import type { ThreadSamples } from "../../../src/analysis/cpu/thread-samples.ts";

/** Samples of 1 ms each, one a letter: `r` runs, `m` may wait, `w` waits. */
function samplesFromText(text: string): { samples: ThreadSamples; waiting: (sample: number) => Waiting } {
  const letters = text.split("");
  const kinds: Record<string, Waiting> = { r: "runs", m: "may-wait", w: "waits" };
  const samples: ThreadSamples = {
    node: Uint32Array.from(letters, () => 0),
    startUs: Float64Array.from(letters, (_, i) => i * 1_000),
    wallUs: Float64Array.from(letters, () => 1_000),
    gapUs: 0,
    fromUs: 0,
    toUs: letters.length * 1_000,
  };
  return { samples, waiting: (sample) => kinds[letters[sample] ?? ""] ?? "runs" };
}

function msOf(text: string, usage: Parameters<typeof cpuTime>[1]): number[] {
  const { samples, waiting } = samplesFromText(text);
  return Array.from(cpuTime(samples, usage, waiting).cpuUs, (us) => us / 1_000);
}

test("leaves samples as they are where the system counted as much", () => {
  expect(
    msOf("rrrr", [
      [0, 0, 0],
      [4_000, 4_000, 0],
    ]),
  ).toEqual([1, 1, 1, 1]);
});

test("takes what the system did not count from waiting samples first, then from those that may wait", () => {
  expect(
    msOf("rrww", [
      [0, 0, 0],
      [4_000, 2_000, 0],
    ]),
  ).toEqual([1, 1, 0, 0]);
  expect(
    msOf("rrmw", [
      [0, 0, 0],
      [4_000, 2_500, 0],
    ]),
  ).toEqual([1, 1, 0.5, 0]);
});

test("takes no waiting from a difference as small as what the machine's host takes", () => {
  expect(
    msOf("rrrm", [
      [0, 0, 0],
      [4_000, 3_880, 0],
    ]),
  ).toEqual([0.97, 0.97, 0.97, 0.97]);
});

test("counts a thread that slept in a function that never waits as waiting", () => {
  expect(
    msOf("rrrr", [
      [0, 0, 0],
      [4_000, 0, 0],
    ]),
  ).toEqual([0, 0, 0, 0]);
});

test("gives the time of an idle loop that was busy by the system's account to the idle samples", () => {
  expect(
    msOf("wwww", [
      [0, 0, 0],
      [4_000, 4_000, 0],
    ]),
  ).toEqual([1, 1, 1, 1]);
});

test("gives short bursts between the samples of a waiting thread to the code that was seen to run", () => {
  expect(
    msOf("rwwwwwwwww", [
      [0, 0, 0],
      [10_000, 1_700, 0],
    ]),
  ).toEqual([1.7, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((ms) => expect.closeTo(ms)));
});

test("takes the time without a core from all samples alike, and not as waiting", () => {
  expect(
    msOf("rrmm", [
      [0, 0, 0],
      [4_000, 2_000, 2_000],
    ]),
  ).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test("works window by window: who slept early does not pay for who ran late", () => {
  expect(
    msOf("mmmm", [
      [0, 0, 0],
      [2_000, 0, 0],
      [4_000, 2_000, 0],
    ]),
  ).toEqual([0, 0, 1, 1]);
});

test("adds up to what the system counted, also where readings fall into the middle of samples", () => {
  const { samples, waiting } = samplesFromText("rmrwrmrw");
  const usage = [
    [0, 0, 0],
    [1_300, 900, 100],
    [3_700, 2_100, 400],
    [8_000, 4_000, 900],
  ] as const;
  const { cpuUs, unsampledUs } = cpuTime(samples, usage, waiting);
  expect(cpuUs.reduce((sum, us) => sum + us, 0) + unsampledUs).toBeCloseTo(4_000, 6);
});

test("bills CPU time from before the first sample to nobody", () => {
  const { samples, waiting } = samplesFromText("rrww");
  const { cpuUs, unsampledUs } = cpuTime(
    samples,
    [
      [-40_000, 0, 0],
      [0, 30_000, 0],
      [4_000, 32_000, 0],
    ],
    waiting,
  );
  expect([...cpuUs].slice(2).reduce((sum, us) => sum + us, 0)).toBeLessThanOrEqual(1_000);
  expect(unsampledUs).toBeGreaterThanOrEqual(29_000);
});

test("knows nothing of the system's account without readings, and says so", () => {
  const { samples, waiting } = samplesFromText("rmw");
  const time = cpuTime(samples, [], waiting);
  expect([...time.cpuUs]).toEqual([1_000, 1_000, 0]);
  expect(time.countedUs).toBeNull();
  expect(time.runDelayUs).toBeNull();
});
