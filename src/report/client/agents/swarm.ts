import type { AgentView, ReportView } from "../../view-model.ts";
import type { PageThread } from "../sources.ts";

/** The agents of a run, as the page groups and finds them. */
export interface Swarm {
  readonly agents: readonly AgentView[];
  /** The like of each other, that of the first agent first. */
  readonly groups: readonly AgentGroup[];
  /** Index of each agent's group. */
  readonly groupOf: Uint32Array;
  /** Of each thread of the page, 1 + index of the agent that it is as a whole, or 0. */
  readonly ofThread: Uint32Array;
  /** Whether the samples say who ran. */
  readonly isSampled: boolean;
}

/** Agents of one role and one model: figures of different models are not of one kind. */
export interface AgentGroup {
  readonly words: string;
  readonly members: readonly number[];
}

export function swarmOf({ agents: view, cpu }: ReportView, threads: readonly PageThread[]): Swarm {
  const agents = view?.agents ?? [];
  const names = new Map<string, { role: string; model: string; members: number[] }>();
  agents.forEach(({ role, model }, agent) => {
    const key = `${model} ${role}`;
    const group = names.get(key);
    if (group === undefined) names.set(key, { role, model, members: [agent] });
    else group.members.push(agent);
  });
  const all = [...names.values()];
  const groupOf = new Uint32Array(agents.length);
  all.forEach(({ members }, group) => members.forEach((agent) => (groupOf[agent] = group)));
  const ofThread = wholeThreads(agents, threads);
  return {
    agents,
    groups: all.map(({ role, model, members }) => {
      const isAlone = all.filter((other) => other.role === role).length === 1;
      return { words: isAlone ? role : `${role} (${model})`, members };
    }),
    groupOf,
    ofThread,
    isSampled:
      cpu !== undefined && (cpu.samples.some(({ agent }) => agent !== undefined) || ofThread.some((by) => by > 0)),
  };
}

/** Workers and children are agents by the threads that they are. */
function wholeThreads(agents: readonly AgentView[], threads: readonly PageThread[]): Uint32Array {
  const byLabel = new Map(threads.map(({ label }, i) => [label, i]));
  const ofThread = new Uint32Array(threads.length);
  agents.forEach(({ model, threads: labels }, agent) => {
    if (model === "thread") {
      for (const label of labels) {
        const thread = byLabel.get(label);
        if (thread !== undefined) ofThread[thread] = agent + 1;
      }
    }
  });
  agents.forEach(({ model, threads: labels }, agent) => {
    if (model !== "process") return;
    threads.forEach(({ label }, thread) => {
      // A worker of a child is an agent of its own.
      if (ofThread[thread] === 0 && labels.some((child) => label === child || label.startsWith(`${child} `)))
        ofThread[thread] = agent + 1;
    });
  });
  return ofThread;
}
