/** The order in which a report lists the agents, the most first. */
import type { Agent, AgentAnalysis } from "../analysis/agents/agent.ts";
import { largestFirst } from "./largest-first.ts";
import type { AgentsView } from "./view-model.ts";

export interface AgentRanks extends Pick<AgentsView, "rankedBy"> {
  readonly ranked: readonly Agent[];
  /** From 1 + index of an agent in the analysis to 1 + its index in the list; nobody stays 0. */
  readonly numbers: Uint32Array;
}

export function agentRanks({ agents }: AgentAnalysis): AgentRanks {
  const hasMemory = agents.some(({ peakBytes }) => peakBytes !== null);
  const ranked = largestFirst(agents, ({ peakBytes, cpuUs }) => (hasMemory ? peakBytes : cpuUs));
  const places = new Map(ranked.map((agent, i) => [agent, i + 1]));
  const numbers = Uint32Array.from([0, ...agents.map((agent) => places.get(agent) ?? 0)]);
  return { rankedBy: hasMemory ? "peak" : "cpu", ranked, numbers };
}
