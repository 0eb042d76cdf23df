import { expect, test } from "vitest";
import type { Agent } from "../../../src/analysis/agents/agent.ts";
import { heavyAgents } from "../../../src/analysis/findings/heavy-agents.ts";

function planners(...peaks: readonly number[]): Agent[] {
  const unknown = {
    cpuUs: null,
    retainedBytes: null,
    sharedBytes: null,
    allocatedBytes: null,
    fromUs: null,
    toUs: null,
  };
  const words = {
    parent: "",
    cpuMethod: "",
    memoryMethod: "",
    holds: ["1 MB in 2 Map: a → b"],
    threads: [],
    slices: 1,
  };
  return peaks.map((peakBytes, i) => {
    return { ...unknown, ...words, id: `planner-${i + 1}`, model: "object", role: "planner", peakBytes };
  });
}

test("an agent far above others of its role is a warning, with what it holds", () => {
  const [finding] = heavyAgents(planners(200_000, 210_000, 190_000, 1_000_000));
  expect(finding).toMatchObject({ rule: "fat-agent", severity: "warning" });
  expect(finding?.message).toBe(
    "Agent `planner-4` holds 1.0 MB at its peak, most in 1 MB in 2 Map: a → b; half of the 4 agents of its role planner have no more than 205 KB",
  );
});

test("the heaviest of a common kind is told, without alarm", () => {
  expect(heavyAgents(planners(200_000, 210_000, 190_000, 250_000))).toMatchObject([{ severity: "info" }]);
});

test("small agents, and one alone, are no matter", () => {
  expect([...heavyAgents(planners(10, 20, 900, 10)), ...heavyAgents(planners(1_000_000))]).toEqual([]);
});
