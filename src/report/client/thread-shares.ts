import type { CallTree } from "./call-tree.ts";
import { callsInside } from "./calls-inside.ts";
import { eachWeight } from "./each-weight.ts";
import type { Scope } from "./scope.ts";
import type { Sources } from "./sources.ts";

/** What a function has in each thread of the scope, itself and with what it calls. */
export function threadShares(
  frame: number,
  tree: CallTree,
  sources: Sources,
  scope: Scope,
): { thread: number; self: number; total: number }[] {
  const inside = callsInside(frame, tree);
  const shares = sources.threads.map((_, thread) => ({ thread, self: 0, total: 0 }));
  eachWeight(sources, scope, (node, weight, thread) => {
    const share = shares[thread];
    if (share === undefined || inside[node] === 0) return;
    share.total += weight;
    if (tree.frame[node] === frame) share.self += weight;
  });
  return shares.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
}
