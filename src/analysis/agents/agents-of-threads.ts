/** From the agents of each thread to those of the run: the same one may be met in several threads. */
import type { RecordedThread } from "../../run/read-run.ts";
import type { AgentRow } from "../../run/records.ts";
import type { Agent } from "./agent.ts";

/** All as 1 + index into the agents of the run; 0 is nobody. */
export interface AgentsOfThread {
  /** By index of the agent in the thread. */
  readonly inside: Uint32Array;
  /** Whom all of the thread is: the worker thread, then the child process. */
  readonly whole: readonly number[];
}

/** Rows with the same key are one agent. */
export function nameKey({ model, id, role }: AgentRow): string {
  return `${model}\0${id}\0${model === "object" ? role : ""}`;
}

/** @param met keys of the agents that were met inside of threads: the first of `agents`, in their order */
export function agentsOfThreads(
  threads: readonly { readonly track: RecordedThread; readonly label: string }[],
  met: readonly string[],
  agents: readonly Agent[],
): AgentsOfThread[] {
  const numbers = new Map(met.map((key, i) => [key, i + 1]));
  const carriers = new Map<string, number>();
  for (const [i, { model, threads: labels }] of agents.entries()) {
    if (model !== "thread" && model !== "process") continue;
    for (const label of labels) carriers.set(`${model}\0${label}`, i + 1);
  }
  return threads.map(({ track, label }) => {
    const most = track.agents.reduce((highest, { index }) => Math.max(highest, index), 0);
    const inside = new Uint32Array(most + 1);
    for (const row of track.agents) inside[row.index] = numbers.get(nameKey(row)) ?? 0;
    const whole = [carriers.get(`thread\0${label}`), carriers.get(`process\0child ${track.pid}`)];
    return { inside, whole: whole.filter((number) => number !== undefined) };
  });
}
