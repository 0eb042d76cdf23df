import { expect, test } from "vitest";
import { agentGrowth } from "../../../src/analysis/agents/agent-growth.ts";

function after(sizes: readonly number[]): { iteration: number; ownBytes: number }[] {
  return sizes.map((ownBytes, i) => ({ iteration: 3 * (i + 1), ownBytes }));
}

test("an agent that keeps as much more after every iteration grows", () => {
  const growth = agentGrowth([after([100, 3_100, 6_100, 9_100, 12_100, 15_100, 18_100])]);
  expect(growth).toEqual({ estimate: 1_000, low: 1_000, high: 1_000, isGrowing: true });
});

test("what it keeps in several threads is added up", () => {
  const half = after([50, 1_550, 3_050, 4_550, 6_050, 7_550]);
  expect(agentGrowth([half, half])).toMatchObject({ estimate: 1_000, isGrowing: true });
});

test("what fills up, and what stays, does not grow", () => {
  expect(agentGrowth([after([100, 5_000, 9_000, 11_000, 12_000, 12_200, 12_200, 12_200])])?.isGrowing).toBe(false);
  expect(agentGrowth([after([5_000, 5_000, 5_000, 5_000, 5_000, 5_000])])).toMatchObject({
    estimate: 0,
    isGrowing: false,
  });
});

test("of few snapshots nothing is said", () => {
  expect(agentGrowth([after([1, 2, 3, 4])])).toBeNull();
});
