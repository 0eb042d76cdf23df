import type { SampleColumns } from "../view-model.ts";
import type { CallTree } from "./call-tree.ts";
import { eachSample, type Scope } from "./scope.ts";

/** µs of a function in each thread of the scope, itself and with what it calls. */
export function threadShares(
  frame: number,
  tree: CallTree,
  threads: readonly SampleColumns[],
  scope: Scope,
): { thread: number; self: number; total: number }[] {
  const inside = callsInside(frame, tree);
  const shares = threads.map((_, thread) => ({ thread, self: 0, total: 0 }));
  eachSample(threads, scope, (node, weight, thread) => {
    const share = shares[thread];
    if (share === undefined || inside[node] === 0) return;
    share.total += weight;
    if (tree.frame[node] === frame) share.self += weight;
  });
  return shares.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
}

function callsInside(frame: number, tree: CallTree): Uint8Array {
  const inside = new Uint8Array(tree.size);
  for (let i = 0; i < tree.size; ) {
    if (tree.frame[i] === frame) {
      inside.fill(1, i, tree.end[i]);
      i = tree.end[i]!;
    } else i++;
  }
  return inside;
}
