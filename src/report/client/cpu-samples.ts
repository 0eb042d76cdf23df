import type { SampleColumns } from "../view-model.ts";
import type { Scope } from "./scope.ts";

/** Calls back with a call node, its weight, and the thread. */
export type Visit = (node: number, weight: number, thread: number) => void;

export interface TimeScope extends Pick<Scope, "thread" | "range"> {
  readonly weight: "cpu" | "wall";
}

/** Visits each sample of the scope in order of time, thread by thread. Weights are µs, 0 included. */
export function eachSample(threads: readonly SampleColumns[], scope: TimeScope, visit: Visit): void {
  threads.forEach((samples, thread) => {
    if (scope.thread === null || scope.thread === thread) eachOfThread(samples, scope, (n, w) => visit(n, w, thread));
  });
}

function eachOfThread(samples: SampleColumns, scope: TimeScope, visit: (node: number, weightUs: number) => void): void {
  const { node, wallUs, cpuUs } = samples;
  const weights = scope.weight === "cpu" ? cpuUs : wallUs;
  if (scope.range === null) {
    for (let i = 0; i < node.length; i++) visit(node[i]!, weights[i]!);
    return;
  }
  const { fromUs, toUs } = scope.range;
  let start = samples.startUs;
  for (let i = 0; i < node.length && start < toUs; i++) {
    const wall = wallUs[i]!;
    const end = start + wall;
    // A sample at the edge of the range counts with the part that lies inside.
    const inside = Math.min(end, toUs) - Math.max(start, fromUs);
    if (inside > 0) visit(node[i]!, (weights[i]! * inside) / wall);
    else if (wall === 0 && start >= fromUs) visit(node[i]!, weights[i]!);
    start = end;
  }
}
