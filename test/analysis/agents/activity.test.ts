import { expect, test } from "vitest";
import { type Activity, activityOf, MOST_ENTRIES } from "../../../src/analysis/agents/activity.ts";
import { runActivity } from "../../../src/analysis/agents/run-activity.ts";
import type { ThreadSlices } from "../../../src/analysis/agents/thread-slices.ts";

function rows({ agent, bin, busyUs }: Activity): number[][] {
  return Array.from(agent, (who, i) => [who, bin[i] as number, busyUs[i] as number]);
}

test("a slice counts in each bin that it touches, with the part inside", () => {
  const activity = activityOf(2, 10_000, 1_000);
  activity.take(1, 9_000, 10_300);
  activity.take(2, 10_400, 12_100);
  activity.take(1, 12_100, 12_200);
  const { binUs, ...columns } = activity.done();
  expect(binUs).toBe(1_000);
  expect(rows({ binUs, ...columns })).toEqual([
    [1, 0, 300],
    [2, 0, 600],
    [2, 1, 1_000],
    [2, 2, 100],
    [1, 2, 100],
  ]);
});

test("bins grow wider where agents are too many, and no time is lost", () => {
  const agents = 2_000;
  const activity = activityOf(agents, 0, 1_000);
  let us = 0;
  for (let bin = 0; bin < 600; bin++)
    for (let who = 1; who <= agents; who++, us += 0.5) activity.take(who, us, us + 0.5);
  const { binUs, agent, busyUs } = activity.done();
  expect(binUs).toBe(2_000);
  expect(agent.length).toBeLessThanOrEqual(MOST_ENTRIES);
  expect(busyUs.reduce((sum, busy) => sum + busy)).toBe(us);
});

test("an agent in several threads is one, and a whole thread's time is what the system counted", () => {
  const bins = { startUs: 0, binUs: 1_000 };
  const threads = [[1, 2], [2]].map((agents, i) => {
    const activity = activityOf(2, 0, i === 0 ? 1_000 : 2_000);
    for (const who of agents) activity.take(who, 3_000 * who, 3_000 * who + 500);
    return {
      inside: Uint32Array.of(0, 1, 2),
      whole: [],
      usage: [],
      slices: { activity: activity.done() } as ThreadSlices,
    };
  });
  const worker = {
    inside: new Uint32Array(1),
    whole: [3],
    slices: undefined,
    usage: [
      [0, 0, 0],
      [2_000, 500, 0],
      [4_000, 500, 0],
    ] as const,
  };
  const activity = runActivity([...threads, worker], 3, bins);
  expect(activity.binUs).toBe(2_000);
  expect(rows(activity)).toEqual([
    [1, 1, 500],
    [2, 3, 1_000],
    [3, 0, 500],
  ]);
});
