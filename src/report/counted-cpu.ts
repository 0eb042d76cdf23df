import type { AgentAnalysis } from "../analysis/agents/agent.ts";

/** The 100 % of an agent's CPU, µs: what the system counted of all threads, or where that is unknown, of all agents. */
export function countedUs({ agents, cpu }: AgentAnalysis): number {
  const counted = cpu.reduce((sum, part) => sum + part.countedUs, 0);
  return counted > 0 ? counted : agents.reduce((sum, { cpuUs }) => sum + (cpuUs ?? 0), 0);
}
