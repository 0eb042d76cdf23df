import type { CallTree } from "./call-tree.ts";
import { heaviestRow, rowNumber, type ShownTree } from "./shown-tree.ts";
import type { Weights } from "./weights.ts";

/** Callers above callees, the same stacks merged over time and threads, the heaviest on the left. Rows are call nodes. */
export function mergedTree(tree: CallTree, weights: Weights, rootTitle: string): ShownTree {
  const { total, self } = weights;
  return {
    root: 0,
    frame: (row) => (row === 0 ? -1 : tree.frame[row]!),
    title: () => rootTitle,
    parent: (row) => tree.parent[row]!,
    total: (row) => total[row]!,
    self: (row) => self[row]!,
    children(row) {
      const children: number[] = [];
      const end = tree.end[row]!;
      for (let child = row + 1; child < end; child = tree.end[child]!) {
        if (total[child]! > 0) children.push(child);
      }
      return children.sort((a, b) => total[b]! - total[a]!);
    },
    heaviest: (frame) => heaviestRow(tree.frame, (of) => of === frame, total),
    address: String,
    find: (address) => rowNumber(address, tree.size),
  };
}
