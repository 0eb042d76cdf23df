import type { Agent } from "../../src/analysis/agents/agent.ts";

/** An agent of which nothing is known but what is given. */
export function agent(id: string, known: Partial<Agent> = {}): Agent {
  return {
    id,
    model: "object",
    role: `${id}-role`,
    parent: "",
    threads: ["main"],
    cpuUs: null,
    peakBytes: null,
    retainedBytes: null,
    sharedBytes: null,
    allocatedBytes: null,
    heldAt: [],
    cpuMethod: "",
    memoryMethod: "",
    holds: [],
    fromUs: null,
    toUs: null,
    slices: 0,
    ...known,
  };
}
