import { expect, test } from "vitest";
import { handoffsOf } from "../../../src/analysis/agents/handoffs.ts";

test("pairs are counted, with the waits of those that were taken up, the most frequent first", () => {
  const rows = [
    [1, "a", "b", 30],
    [2, "b", "a", null],
    [3, "a", "b", 10],
    [4, "a", "b", 50],
    [5, "a", "b", null],
  ] as const;
  expect(handoffsOf(rows)).toEqual([
    { from: "a", to: "b", count: 4, medianWaitUs: 30, maxWaitUs: 50, notTakenUp: 1 },
    { from: "b", to: "a", count: 1, medianWaitUs: null, maxWaitUs: null, notTakenUp: 1 },
  ]);
});
