import { expect, test } from "vitest";
import type { Agent } from "../../../src/analysis/agents/agent.ts";
import { isAgentMetric, measuredAgents } from "../../../src/analysis/agents/agent-metrics.ts";
import { agent } from "../../support/agent.ts";

function peaking(id: string, peakBytes: number, model: Agent["model"] = "object"): Agent {
  return agent(id, { model, peakBytes, cpuUs: 50_000, holds: ["1 KB in 2 Map: a"] });
}

function measured(metric: string, ...agents: readonly Agent[]): unknown {
  return measuredAgents(metric, { agents, heaps: [] });
}

const SWARM = [
  peaking("planner-1", 100),
  peaking("planner-2", 300),
  peaking("coder-1", 900),
  { ...peaking("carrier", 5_000, "process"), isCarrier: true },
];

test("a budget is about the worst agent, and says what it holds", () => {
  expect(measured("memory.per_agent", ...SWARM)).toMatchObject({
    actual: 900,
    whom: "agent `coder-1`, most in 1 KB in 2 Map: a",
  });
});

test("a pattern picks agents by their names", () => {
  expect(measured("memory.per_agent[planner-*]", ...SWARM)).toMatchObject({ actual: 300 });
  expect(measured("memory.per_agent[nobody]", ...SWARM)).toBeUndefined();
});

test("processes and threads are agents beside others, but for those that carry agents", () => {
  const child = peaking("child", 4_000, "process");
  expect(measured("memory.per_agent", ...SWARM, child)).toMatchObject({ actual: 4_000 });
});

test("CPU time has its error as an interval", () => {
  expect(measured("cpu.per_agent", ...SWARM)).toMatchObject({ actual: 50, low: 47.5, high: 52.5 });
});

test("names of metrics", () => {
  const names = ["memory.per_agent", "memory.per_agent.p95[a*]", "memory.shared", "memory.per_agents", "memory.peak"];
  expect(names.map(isAgentMetric)).toEqual([true, true, true, false, false]);
});
