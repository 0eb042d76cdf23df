import { expect, test } from "vitest";
import type { Agent } from "../../../src/analysis/agents/agent.ts";
import { isAgentMetric, measuredAgents } from "../../../src/analysis/agents/agent-metrics.ts";

function agent(id: string, peakBytes: number | null, model: Agent["model"] = "object"): Agent {
  const nothing = { parent: "", threads: [], retainedBytes: null, sharedBytes: null, allocatedBytes: null, slices: 1 };
  const methods = { cpuMethod: "", memoryMethod: "", fromUs: null, toUs: null };
  return { id, model, role: "", cpuUs: 50_000, peakBytes, holds: ["1 KB in 2 Map: a"], ...nothing, ...methods };
}

function measured(metric: string, ...agents: readonly Agent[]): unknown {
  return measuredAgents(metric, { agents, cpu: [], heaps: [], unknown: [] });
}

const SWARM = [
  agent("planner-1", 100),
  agent("planner-2", 300),
  agent("coder-1", 900),
  agent("child", 5_000, "process"),
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

test("processes and threads are agents only where none live inside them", () => {
  expect(measured("memory.per_agent", agent("child", 5_000, "process"))).toMatchObject({ actual: 5_000 });
});

test("CPU time has its error as an interval", () => {
  expect(measured("cpu.per_agent", ...SWARM)).toMatchObject({ actual: 50, low: 47.5, high: 52.5 });
});

test("names of metrics", () => {
  const names = ["memory.per_agent", "memory.per_agent.p95[a*]", "memory.shared", "memory.per_agents", "memory.peak"];
  expect(names.map(isAgentMetric)).toEqual([true, true, true, false, false]);
});
