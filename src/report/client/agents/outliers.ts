import { commonAmong, LEAST_CPU_US, LEAST_PEAK_BYTES } from "../../../analysis/agents/out-of-common.ts";
import type { AgentView } from "../../view-model.ts";
import type { Swarm } from "./swarm.ts";

/** Of each agent, how many times the median of its group it has, where that is out of the common; else 0. */
export interface Outliers {
  readonly cpu: Float64Array;
  readonly peak: Float64Array;
}

export function outliersOf(swarm: Swarm): Outliers {
  return {
    cpu: timesTheCommon(swarm, ({ cpuMs }) => cpuMs, LEAST_CPU_US / 1000),
    peak: timesTheCommon(swarm, ({ peakBytes }) => peakBytes, LEAST_PEAK_BYTES),
  };
}

function timesTheCommon(
  { agents, groups }: Swarm,
  value: (agent: AgentView) => number | null,
  least: number,
): Float64Array {
  const times = new Float64Array(agents.length);
  for (const { members } of groups) {
    const known = members.flatMap((agent) => value(agents[agent]!) ?? []);
    const common = commonAmong(known);
    if (common === undefined) continue;
    for (const agent of members) {
      const own = value(agents[agent]!) ?? 0;
      if (own >= least && own > common.limit) times[agent] = own / common.median;
    }
  }
  return times;
}
