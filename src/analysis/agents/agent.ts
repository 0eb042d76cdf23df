/** What is known of each agent of a swarm. Bytes, µs; null is what could not be measured, with the reason in `unknown`. */
import type { Handoff } from "./handoffs.ts";
import type { AgentModel } from "../../run/records.ts";
import type { Activity } from "./activity.ts";
import type { AgentsOfThread } from "./agents-of-threads.ts";
import type { Slope } from "../../stats/theil-sen.ts";

/** The context that an agent works with; null is what was not told. */
export interface AgentContext {
  readonly lastBytes: number | null;
  readonly peakBytes: number | null;
  readonly lastTokens: number | null;
  readonly peakTokens: number | null;
}

export interface Agent {
  /** As the program calls it; unique within its model. */
  readonly id: string;
  readonly model: AgentModel;
  /** The group of its like: what was told, its class, or its id without the number at the end. */
  readonly role: string;
  /** Id of the agent in which it was made; "" without one. */
  readonly parent: string;
  /** A thread or a process that has agents inside: it carries them, and is not one beside them. */
  readonly isCarrier: boolean;
  /** Labels of the threads in which it was seen. */
  readonly threads: readonly string[];
  readonly cpuUs: number | null;
  /**
   * Time in its slices that was no CPU time: it blocked the thread, or the thread had no core. Time between its slices, in
   * which it waits for others, is not in it.
   */
  readonly waitUs: number | null;
  /** The highest that is known. */
  readonly peakBytes: number | null;
  /** Whether it may have been higher than that for a time, and nobody knows. */
  readonly isLeastPeak: boolean;
  /** How far the peak may be off, either way; 0 where it was counted, null where that is unknown. */
  readonly peakErrorBytes: number | null;
  /** What it alone keeps alive in the last snapshot that has it. */
  readonly retainedBytes: number | null;
  /** What it keeps alive together with others. */
  readonly sharedBytes: number | null;
  readonly allocatedBytes: number | null;
  /** Memory over time, in the order of time; none of threads and processes, which are read from outside. */
  readonly heldAt: readonly HeldAt[];
  /** Of what it works with, as the program told; absent where it didn't. */
  readonly context?: AgentContext;
  /** Whether it was still held in the last snapshot; null without one. */
  readonly isAlive: boolean | null;
  /** Of what it alone keeps alive, over iterations; null where there are too few snapshots after iterations. */
  readonly growth: AgentGrowth | null;
  /** How CPU and memory were measured, in words with their error. */
  readonly cpuMethod: string;
  readonly memoryMethod: string;
  /** Largest first, e.g. `3.1 MB in 312 Message: Planner.history → Array[312] → Message`. */
  readonly holds: readonly string[];
  /** First and last moment at which it ran, µs of the run's clock; null where it was never seen to run. */
  readonly fromUs: number | null;
  readonly toUs: number | null;
  /** How often it began to run. */
  readonly slices: number;
}

/** What an agent kept alive at one moment, in all its threads together: a heap snapshot has it, or it was weighed. */
export interface HeldAt {
  readonly atUs: number;
  readonly ownBytes: number;
  /** Each sharing agent counts what is shared. */
  readonly sharedBytes: number;
}

/** Bytes an iteration, with the 95 % interval. */
export interface AgentGrowth extends Slope {
  /** Whether it grows for sure, and as fast at the end as before. */
  readonly isGrowing: boolean;
}

/** How the heap of a thread is divided at one moment; the parts add up to `totalBytes`. */
export interface HeapDivision {
  readonly thread: string;
  readonly atUs: number;
  readonly reason: string;
  readonly totalBytes: number;
  readonly ownBytes: number;
  readonly sharedBytes: number;
  readonly globalBytes: number;
  readonly unreachableBytes: number;
  /** The probe's own objects. */
  readonly probeBytes: number;
  /** Who shares what with whom, most bytes first. */
  readonly groups: readonly SharedGroup[];
}

/** What the same agents share. */
export interface SharedGroup {
  /** Ids of the first of them. */
  readonly agents: readonly string[];
  readonly agentCount: number;
  readonly bytes: number;
  /** Objects. */
  readonly count: number;
  /** Of which class most of it is. */
  readonly mainClass: string;
}

/** CPU time of a thread, divided; the parts add up to what the operating system counted. */
export interface CpuDivision {
  readonly thread: string;
  readonly countedUs: number;
  readonly agentsUs: number;
  readonly unattributedUs: number;
}

export interface AgentAnalysis {
  readonly agents: readonly Agent[];
  readonly cpu: readonly CpuDivision[];
  readonly heaps: readonly HeapDivision[];
  /** Messages between agents, as the program told; absent where it didn't. */
  readonly handoffs?: readonly Handoff[];
  /** Whole sentences: what is unknown, and why. */
  readonly unknown: readonly string[];
  /** Of each thread of the run, in its order. */
  readonly threads: readonly AgentsOfThread[];
  /** By agent, as 1 + index into `agents`, then in the order of time. */
  readonly activity: Activity;
}
