import type { SampleColumns } from "../view-model.ts";
import type { CallTree } from "./call-tree.ts";
import { eachSample, type Scope } from "./scope.ts";

/** µs of each call node in a scope. */
export interface Weights {
  readonly self: Float64Array;
  readonly total: Float64Array;
  /** Of all samples: the 100 % of every share that the page shows. */
  readonly sum: number;
}

export function weigh(tree: CallTree, threads: readonly SampleColumns[], scope: Scope): Weights {
  const self = new Float64Array(tree.size);
  eachSample(threads, scope, (node, weight) => {
    self[node] = self[node]! + weight;
  });
  const total = self.slice();
  for (let i = tree.size - 1; i > 0; i--) {
    const up = tree.parent[i]!;
    total[up] = total[up]! + total[i]!;
  }
  return { self, total, sum: total[0] ?? 0 };
}
