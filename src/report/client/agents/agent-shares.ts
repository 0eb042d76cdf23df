import type { CallTree } from "../call-tree.ts";
import { callsInside } from "../calls-inside.ts";
import { eachSample } from "../cpu-samples.ts";
import { isTime, type Scope } from "../scope.ts";
import type { Sources } from "../sources.ts";

/**
 * The time of each agent in the scope, µs, by the numbers in the samples: nobody's first. The choice of agents does not
 * count here; that of thread and time does.
 */
export function agentTimes(
  { samples, swarm }: Sources,
  scope: Pick<Scope, "thread" | "range" | "weight">,
): Float64Array {
  const times = new Float64Array(swarm.agents.length + 1);
  const weight = isTime(scope.weight) ? scope.weight : "cpu";
  eachSample(samples, { thread: scope.thread, range: scope.range, weight }, (_, us, thread, agent) => {
    const who = agent === 0 ? swarm.ofThread[thread]! : agent;
    times[who] = times[who]! + us;
  });
  return times;
}

/** Who ran while a function was on the stack, and how much of that was its own time; the most first. */
export function agentShares(
  frame: number,
  tree: CallTree,
  { samples, swarm }: Sources,
  scope: Scope,
): { agent: number; total: number; self: number }[] {
  if (!isTime(scope.weight)) return [];
  const inside = callsInside(frame, tree);
  const total = new Float64Array(swarm.agents.length + 1);
  const self = new Float64Array(swarm.agents.length + 1);
  const { thread, range, weight } = scope;
  eachSample(samples, { thread, range, weight }, (node, us, at, agent) => {
    if (inside[node] === 0) return;
    const who = agent === 0 ? swarm.ofThread[at]! : agent;
    total[who] = total[who]! + us;
    if (tree.frame[node] === frame) self[who] = self[who]! + us;
  });
  return Array.from(total, (sum, who) => ({ agent: who - 1, total: sum, self: self[who]! }))
    .filter((share) => share.total > 0)
    .sort((a, b) => b.total - a.total);
}
