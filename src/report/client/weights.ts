import type { CallTree } from "./call-tree.ts";

/** What each call node has in a scope: µs, bytes or objects. */
export interface Weights {
  readonly self: Float64Array;
  readonly total: Float64Array;
  /** Of all: the 100 % of every share that the page shows. */
  readonly sum: number;
}

/** @param each visits what is to be added up */
export function weigh(tree: CallTree, each: (visit: (node: number, weight: number) => void) => void): Weights {
  const self = new Float64Array(tree.size);
  each((node, weight) => {
    self[node] = self[node]! + weight;
  });
  const total = self.slice();
  for (let i = tree.size - 1; i > 0; i--) {
    const up = tree.parent[i]!;
    total[up] = total[up]! + total[i]!;
  }
  return { self, total, sum: total[0] ?? 0 };
}
