/** Analysis of the agents → what the report says of them. */
import type { Agent, AgentAnalysis } from "../analysis/agents/agent.ts";
import { countedUs } from "./counted-cpu.ts";
import { type AgentRanks, agentRanks } from "./agent-ranks.ts";
import { largestFirst } from "./largest-first.ts";
import { contextResult, handoffsResult } from "./messages-result.ts";
import type { ActivityView, AgentsView, AgentView } from "./view-model.ts";

/** @param startUs start of the run on its own clock */
export function agentsView(analysis: AgentAnalysis, startUs: number): AgentsView {
  const totalUs = countedUs(analysis);
  const ranks = agentRanks(analysis);
  const activity = activityView(analysis, ranks);
  const told = analysis.agents.filter(({ context }) => context !== undefined);
  return {
    rankedBy: ranks.rankedBy,
    agents: ranks.ranked.map((agent) => agentView(agent, totalUs, startUs)),
    cpu: analysis.cpu.map((part) => ({
      thread: part.thread,
      countedMs: part.countedUs / 1000,
      agentsMs: part.agentsUs / 1000,
      unattributedMs: part.unattributedUs / 1000,
    })),
    heaps: analysis.heaps.map(({ atUs, ...heap }) => ({ ...heap, atMs: moment(atUs, startUs) })),
    unknown: analysis.unknown,
    ...(told.length === 0 ? {} : { contexts: largestContexts(told) }),
    ...(analysis.handoffs === undefined ? {} : { handoffs: handoffsResult(analysis) }),
    ...(activity.agent.length === 0 ? {} : { activity }),
  };
}

function largestContexts(agents: readonly Agent[]): NonNullable<AgentsView["contexts"]> {
  return largestFirst(agents, ({ context }) => context?.peakBytes ?? context?.peakTokens ?? null).map((agent) => ({
    id: agent.id,
    ...contextResult(agent),
  }));
}

function activityView({ activity }: AgentAnalysis, { numbers }: AgentRanks): ActivityView {
  const { agent, bin, busyUs, binUs } = activity;
  const length = agent.length;
  const columns = {
    agent: new Uint32Array(length),
    bin: new Uint32Array(length),
    busyPercent: new Uint32Array(length),
  };
  const firstRows = new Map<number, number>();
  for (let row = length - 1; row >= 0; row--) firstRows.set(agent[row] as number, row);
  const inOrder = [...firstRows].sort(([a], [b]) => (numbers[a] as number) - (numbers[b] as number));
  let to = 0;
  for (const [number, firstRow] of inOrder) {
    for (let row = firstRow; agent[row] === number; row++, to++) {
      columns.agent[to] = (numbers[number] as number) - 1;
      columns.bin[to] = bin[row] as number;
      columns.busyPercent[to] = Math.ceil((100 * (busyUs[row] as number)) / binUs);
    }
  }
  return { binMs: binUs / 1000, ...columns };
}

function agentView(agent: Agent, totalUs: number, startUs: number): AgentView {
  const { id, model, role, parent, threads, slices, cpuUs, waitUs, fromUs, toUs, heldAt } = agent;
  const { peakBytes, isLeastPeak, retainedBytes, sharedBytes, allocatedBytes, cpuMethod, memoryMethod, holds } = agent;
  return {
    id,
    model,
    role,
    parent,
    threads,
    slices,
    fromMs: fromUs === null ? null : moment(fromUs, startUs),
    toMs: toUs === null ? null : moment(toUs, startUs),
    cpuMs: cpuUs === null ? null : cpuUs / 1000,
    cpuPercent: cpuUs === null || totalUs === 0 ? null : (100 * cpuUs) / totalUs,
    waitMs: waitUs === null ? null : waitUs / 1000,
    peakBytes,
    isLeastPeak,
    retainedBytes,
    sharedBytes,
    allocatedBytes,
    heldAt: heldAt.map(({ atUs, ...held }) => ({ ...held, atMs: moment(atUs, startUs) })),
    cpuMethod,
    memoryMethod,
    holdsMost: holds[0] ?? "",
  };
}

function moment(us: number, startUs: number): number {
  return Math.max(0, us - startUs) / 1000;
}
