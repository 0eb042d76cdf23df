import { expect, test } from "vitest";
import { longestGapMs, memoryPeak } from "../../../src/analysis/memory/process-timeline.ts";
import { drawnProcess } from "../../support/memory-run.ts";

const KIB = 1024;

test("the peak of one process is its high-water mark, also where no reading saw it", () => {
  const process = drawnProcess(1, [
    [0, 100, 100],
    [20_000, 120, 400],
    [40_000, 110, 400],
  ]);
  expect(memoryPeak([process])).toEqual({ atUs: 20_000, rssBytes: 400 * KIB });
});

test("the peak of several is the highest sum at one time, not the sum of their peaks", () => {
  const first = drawnProcess(1, [
    [0, 500, 500],
    [20_000, 100, 500],
  ]);
  const second = drawnProcess(2, [
    [40_000, 300, 300],
    [60_000, 600, 600],
  ]);
  expect(memoryPeak([{ ...first, endUs: 30_000 }, second]).rssBytes).toBe(600 * KIB);
});

test("the peak counts what a process reached after its last reading, where its own last word tells", () => {
  const process = drawnProcess(1, [[0, 100, 100]], { endUs: 15_000, peakRssBytes: 900 * KIB });
  expect(memoryPeak([process])).toEqual({ atUs: 15_000, rssBytes: 900 * KIB });
});

test("the longest gap counts the time before the first reading", () => {
  const process = drawnProcess(1, [
    [50_000, 1, 1],
    [70_000, 1, 1],
    [150_000, 1, 1],
  ]);
  expect(longestGapMs([process])).toBe(80);
  expect(longestGapMs([{ ...process, startUs: -60_000 }])).toBe(110);
});
