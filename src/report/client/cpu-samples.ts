import type { SampleColumns } from "../view-model.ts";
import type { WhoCounts } from "./agents/who-counts.ts";
import type { Scope, TimeWeight } from "./scope.ts";

/** Calls back with a call node, its weight, the thread, and who ran: 1 + index of the agent, or 0. */
export type Visit = (node: number, weight: number, thread: number, agent: number) => void;

export interface TimeScope extends Pick<Scope, "thread" | "range"> {
  /** Undefined where everybody's samples count. */
  readonly who?: WhoCounts | undefined;
  readonly weight: TimeWeight;
}

/**
 * Visits each sample of the scope in order of time, thread by thread. Weights are µs, 0 included; a sample of somebody
 * who does not count has none, and is at the root.
 */
export function eachSample(threads: readonly SampleColumns[], scope: TimeScope, visit: Visit): void {
  threads.forEach((samples, thread) => {
    if (scope.thread !== null && scope.thread !== thread) return;
    const { agent } = samples;
    const counts = scope.who?.(thread);
    eachOfThread(samples, scope, (i, weightUs) => {
      const by = agent === undefined ? 0 : agent[i]!;
      if (counts !== undefined && counts[by] !== 1) visit(0, 0, thread, by);
      else visit(samples.node[i]!, weightUs, thread, by);
    });
  });
}

function eachOfThread(samples: SampleColumns, scope: TimeScope, visit: (row: number, weightUs: number) => void): void {
  const { node, wallUs, cpuUs } = samples;
  const weights = scope.weight === "wall" ? wallUs : cpuUs;
  if (scope.range === null) {
    for (let i = 0; i < node.length; i++) visit(i, weights[i]!);
    return;
  }
  const { fromUs, toUs } = scope.range;
  let start = samples.startUs;
  for (let i = 0; i < node.length && start < toUs; i++) {
    const wall = wallUs[i]!;
    const end = start + wall;
    // A sample at the edge of the range counts with the part that lies inside.
    const inside = Math.min(end, toUs) - Math.max(start, fromUs);
    if (inside > 0) visit(i, (weights[i]! * inside) / wall);
    else if (wall === 0 && start >= fromUs) visit(i, weights[i]!);
    start = end;
  }
}
