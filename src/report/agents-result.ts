/** What the `--json` document says of agents, in its sections `cpu` and `memory`. */
import type { Agent, AgentAnalysis, AgentGrowth, HeapDivision } from "../analysis/agents/agent.ts";
import type { AgentFunctions } from "../analysis/agents/agent-functions.ts";
import { type MemoryPerAgent, memoryPerAgent } from "../analysis/agents/memory-per-agent.ts";
import { countedUs } from "./counted-cpu.ts";
import { largestFirst } from "./largest-first.ts";
import { contextResult } from "./messages-result.ts";
import type { ContextResult } from "./view-model.ts";
import { round } from "./round.ts";

export interface CpuAgentsResult {
  /** Most CPU first. */
  readonly agents: readonly CpuAgentResult[];
  /** CPU time of all threads that no agent used. */
  readonly unattributedMs: number;
  /** Of each thread: `countedMs` = `agentsMs` + `unattributedMs`. */
  readonly cpuByThread: readonly { thread: string; countedMs: number; agentsMs: number; unattributedMs: number }[];
}

export interface MemoryAgentsResult {
  /** Highest peak first. */
  readonly agents: readonly MemoryAgentResult[];
  readonly perAgent: MemoryPerAgent;
  /** Of each snapshot: `totalBytes` is the sum of the other sizes. */
  readonly heaps: readonly (Omit<HeapDivision, "atUs"> & { readonly atMs: number })[];
}

type Identity = Pick<Agent, "id" | "model" | "role" | "parent" | "isCarrier">;

interface CpuAgentResult extends Identity, ContextResult {
  readonly threads: readonly string[];
  readonly cpuMs: number;
  /** Of the CPU time that the system counted. */
  readonly cpuPercent: number;
  /** In its slices, but off the core; null where it has none of its own. */
  readonly waitMs: number | null;
  readonly slices: number;
  /** CPU samples that fell into its slices. */
  readonly samples: number;
  /** About how far off the share of a function is that has all of these samples: 1/√samples. */
  readonly samplingErrorPercent: number | null;
  /** Those with most time of their own; null where no sample fell into its slices. */
  readonly functions: readonly AgentFunctionResult[] | null;
  readonly method: string;
}

interface AgentFunctionResult {
  readonly function: string;
  readonly file: string;
  readonly line: number | null;
  readonly selfMs: number;
  readonly samples: number;
}

interface MemoryAgentResult extends Identity, ContextResult {
  readonly peakBytes: number | null;
  /** Whether it may have been higher for a time. */
  readonly isLeastPeak: boolean;
  /** Either way; null where that is not known. */
  readonly peakErrorBytes: number | null;
  readonly retainedBytes: number | null;
  readonly sharedBytes: number | null;
  readonly allocatedBytes: number | null;
  /** Whether the last snapshot still had it; null without one. */
  readonly isAlive: boolean | null;
  /** Of what it alone keeps alive, after iterations; null where there are too few snapshots. */
  readonly bytesPerIteration: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  readonly isGrowing: boolean | null;
  readonly method: string;
  readonly holds: readonly string[];
}

/** @param frame the function at that index of the call tree's frames */
export function cpuAgentsResult(
  analysis: AgentAnalysis,
  functions: readonly (AgentFunctions | undefined)[],
  frame: (index: number) => Omit<AgentFunctionResult, "selfMs" | "samples">,
): CpuAgentsResult {
  const totalUs = countedUs(analysis);
  const all = analysis.agents.map((agent, i) => ({ agent, cpuUs: agent.cpuUs, sampled: functions[i] }));
  return {
    agents: largestFirst(all, ({ cpuUs }) => cpuUs).flatMap(({ agent, cpuUs, sampled }) =>
      cpuUs === null
        ? []
        : [{ ...cpuAgent(agent, cpuUs, totalUs), ...contextResult(agent), ...sampledAgent(sampled, frame) }],
    ),
    unattributedMs: milliseconds(analysis.cpu.reduce((sum, { unattributedUs }) => sum + unattributedUs, 0)),
    cpuByThread: analysis.cpu.map((part) => ({
      thread: part.thread,
      countedMs: milliseconds(part.countedUs),
      agentsMs: milliseconds(part.agentsUs),
      unattributedMs: milliseconds(part.unattributedUs),
    })),
  };
}

/** @param startUs start of the run on its own clock */
export function memoryAgentsResult(analysis: AgentAnalysis, startUs: number): MemoryAgentsResult {
  return {
    agents: largestFirst(analysis.agents, ({ peakBytes }) => peakBytes)
      .filter(mayHaveMemory)
      .map((agent) => ({ ...memoryAgent(agent), ...contextResult(agent) })),
    perAgent: memoryPerAgent(analysis.agents),
    heaps: analysis.heaps.map(({ atUs, ...heap }) => ({ ...heap, atMs: milliseconds(Math.max(0, atUs - startUs)) })),
  };
}

function cpuAgent({ id, model, role, parent, isCarrier, ...agent }: Agent, cpuUs: number, totalUs: number) {
  return {
    id,
    model,
    role,
    parent,
    isCarrier,
    threads: agent.threads,
    cpuMs: milliseconds(cpuUs),
    cpuPercent: totalUs === 0 ? 0 : round((100 * cpuUs) / totalUs),
    waitMs: agent.waitUs === null ? null : milliseconds(agent.waitUs),
    slices: agent.slices,
    method: agent.cpuMethod,
  };
}

function sampledAgent(
  sampled: AgentFunctions | undefined,
  frame: (index: number) => Omit<AgentFunctionResult, "selfMs" | "samples">,
): Pick<CpuAgentResult, "samples" | "samplingErrorPercent" | "functions"> {
  if (sampled === undefined) return { samples: 0, samplingErrorPercent: null, functions: null };
  return {
    samples: sampled.samples,
    samplingErrorPercent: round(100 / Math.sqrt(sampled.samples)),
    functions: sampled.functions.map(({ frame: index, selfUs, samples }) => ({
      ...frame(index),
      selfMs: milliseconds(selfUs),
      samples,
    })),
  };
}

function memoryAgent({ id, model, role, parent, isCarrier, ...agent }: Agent): MemoryAgentResult {
  return {
    id,
    model,
    role,
    parent,
    isCarrier,
    peakBytes: agent.peakBytes,
    isLeastPeak: agent.isLeastPeak,
    peakErrorBytes: agent.peakErrorBytes,
    retainedBytes: agent.retainedBytes,
    sharedBytes: agent.sharedBytes,
    allocatedBytes: agent.allocatedBytes,
    isAlive: agent.isAlive,
    bytesPerIteration: agent.growth === null ? null : interval(agent.growth),
    isGrowing: agent.growth?.isGrowing ?? null,
    method: agent.memoryMethod,
    holds: agent.holds,
  };
}

function interval({ estimate, low, high }: AgentGrowth): MemoryAgentResult["bytesPerIteration"] {
  return { estimate, low, high };
}

/** Of an object or a context, that nothing is known is an answer; a thread or a process was perhaps not asked for. */
function mayHaveMemory({ model, peakBytes, retainedBytes, sharedBytes, allocatedBytes }: Agent): boolean {
  const isKnown = [peakBytes, retainedBytes, sharedBytes, allocatedBytes].some((size) => size !== null);
  return isKnown || model === "object" || model === "context";
}

function milliseconds(us: number): number {
  return round(us / 1000);
}
