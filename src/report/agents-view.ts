/** Analysis of the agents → what the report says of them. */
import type { Agent, AgentAnalysis } from "../analysis/agents/agent.ts";
import { countedUs } from "./counted-cpu.ts";
import { largestFirst } from "./largest-first.ts";
import type { AgentsView, AgentView } from "./view-model.ts";

/** @param startUs start of the run on its own clock */
export function agentsView(analysis: AgentAnalysis, startUs: number): AgentsView {
  const totalUs = countedUs(analysis);
  const hasMemory = analysis.agents.some(({ peakBytes }) => peakBytes !== null);
  const ranked = largestFirst(analysis.agents, ({ peakBytes, cpuUs }) => (hasMemory ? peakBytes : cpuUs));
  return {
    rankedBy: hasMemory ? "peak" : "cpu",
    agents: ranked.map((agent) => agentView(agent, totalUs, startUs)),
    cpu: analysis.cpu.map((part) => ({
      thread: part.thread,
      countedMs: part.countedUs / 1000,
      agentsMs: part.agentsUs / 1000,
      unattributedMs: part.unattributedUs / 1000,
    })),
    heaps: analysis.heaps.map(({ atUs, ...heap }) => ({ ...heap, atMs: Math.max(0, atUs - startUs) / 1000 })),
    unknown: analysis.unknown,
  };
}

function agentView(
  { id, model, role, parent, slices, cpuUs, heldAt, ...agent }: Agent,
  totalUs: number,
  startUs: number,
): AgentView {
  const { peakBytes, retainedBytes, sharedBytes, allocatedBytes, cpuMethod, memoryMethod, holds } = agent;
  return {
    id,
    model,
    role,
    parent,
    slices,
    cpuMs: cpuUs === null ? null : cpuUs / 1000,
    cpuPercent: cpuUs === null || totalUs === 0 ? null : (100 * cpuUs) / totalUs,
    peakBytes,
    retainedBytes,
    sharedBytes,
    allocatedBytes,
    heldAt: heldAt.map(({ atUs, ...held }) => ({ ...held, atMs: Math.max(0, atUs - startUs) / 1000 })),
    cpuMethod,
    memoryMethod,
    holdsMost: holds[0] ?? "",
  };
}
