import { expect, test } from "vitest";
import type { Agent } from "../../../src/analysis/agents/agent.ts";
import { heavyAgents } from "../../../src/analysis/findings/heavy-agents.ts";
import { agent } from "../../support/agent.ts";

function planners(...peaks: readonly number[]): Agent[] {
  return peaks.map((peakBytes, i) =>
    agent(`planner-${i + 1}`, { role: "planner", peakBytes, holds: ["1 MB in 2 Map: a → b"] }),
  );
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
