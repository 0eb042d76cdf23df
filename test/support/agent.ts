import type { Agent } from "../../src/analysis/agents/agent.ts";

/** An agent of which nothing is known but what is given. */
export function agent(id: string, known: Partial<Agent> = {}): Agent {
  return {
    id,
    model: "object",
    role: `${id}-role`,
    parent: "",
    isCarrier: false,
    threads: ["main"],
    cpuUs: null,
    waitUs: null,
    peakBytes: null,
    isLeastPeak: false,
    peakErrorBytes: 0,
    retainedBytes: null,
    sharedBytes: null,
    allocatedBytes: null,
    heldAt: [],
    isAlive: null,
    growth: null,
    cpuMethod: "",
    memoryMethod: "",
    holds: [],
    fromUs: null,
    toUs: null,
    slices: 0,
    ...known,
  };
}

/** Nobody was seen to run. */
export const NO_ACTIVITY = {
  threads: [],
  activity: { binUs: 1_000, agent: new Uint32Array(), bin: new Uint32Array(), busyUs: new Float64Array() },
};
