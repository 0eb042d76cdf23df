/** Which functions the CPU time of each agent is in: samples, joined with the slices in which they were taken. */
import type { Microseconds } from "../../run/records.ts";
import type { CpuAnalysis } from "../cpu/analyse-cpu.ts";
import type { AgentAnalysis } from "./agent.ts";

export interface AgentFunctions {
  /** With any CPU time; of n samples a share is off by about 1/√n. */
  readonly samples: number;
  /** Most time of its own first. */
  readonly functions: readonly AgentFunction[];
}

export interface AgentFunction {
  /** Index into the frames of the call tree. */
  readonly frame: number;
  readonly selfUs: Microseconds;
  readonly samples: number;
}

/** Functions of an agent that are listed. */
const LISTED = 5;

/** @returns by agent, in the order of `agents.agents`; undefined of those in whose slices no sample fell */
export function agentFunctions({ tree, threads }: CpuAnalysis, agents: AgentAnalysis): (AgentFunctions | undefined)[] {
  const found = new Map<number, Map<number, { selfUs: number; samples: number }>>();
  for (const [i, { samples, time, agent }] of threads.entries()) {
    const { inside, whole } = agents.threads[i] ?? { inside: new Uint32Array(1), whole: [] };
    for (const [sample, node] of samples.node.entries()) {
      const us = time.cpuUs[sample] as number;
      const frame = tree.frame[node] as number;
      if (us === 0 || tree.frames[frame]?.kind === "probe") continue;
      const own = agent === undefined ? 0 : (inside[agent[sample] as number] as number);
      if (own !== 0) add(own, frame, us);
      for (const around of whole) add(around, frame, us);
    }
  }

  function add(agent: number, frame: number, us: Microseconds): void {
    const frames = found.get(agent) ?? new Map<number, { selfUs: number; samples: number }>();
    found.set(agent, frames);
    const entry = frames.get(frame);
    if (entry === undefined) frames.set(frame, { selfUs: us, samples: 1 });
    else {
      entry.selfUs += us;
      entry.samples++;
    }
  }

  return agents.agents.map((_, i) => {
    const frames = found.get(i + 1);
    if (frames === undefined) return undefined;
    const functions = [...frames].map(([frame, figures]) => ({ frame, ...figures }));
    return {
      samples: functions.reduce((sum, { samples }) => sum + samples, 0),
      functions: functions.sort((a, b) => b.selfUs - a.selfUs).slice(0, LISTED),
    };
  });
}
