import { type CallTree, ROOT } from "./call-tree.ts";

export interface Preorder {
  readonly tree: CallTree;
  /** New index of each old node. */
  readonly moved: Uint32Array;
}

/** The same tree with every node directly before its descendants, as the report wants it; nodes never sampled stay out. */
export function preorder(tree: CallTree, nodeTotal: Float64Array): Preorder {
  const length = tree.parent.length;
  const firstChild = new Int32Array(length).fill(-1);
  const nextSibling = new Int32Array(length).fill(-1);
  for (let node = length - 1; node > ROOT; node--) {
    if ((nodeTotal[node] as number) <= 0) continue;
    const up = tree.parent[node] as number;
    nextSibling[node] = firstChild[up] as number;
    firstChild[up] = node;
  }
  const moved = new Uint32Array(length);
  const parent: number[] = [];
  const frame: number[] = [];
  const stack = [ROOT];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    moved[node] = parent.push(moved[tree.parent[node] as number] as number) - 1;
    frame.push(tree.frame[node] as number);
    if (node !== ROOT && nextSibling[node] !== -1) stack.push(nextSibling[node] as number);
    if (firstChild[node] !== -1) stack.push(firstChild[node] as number);
  }
  return { tree: { frames: tree.frames, parent: Uint32Array.from(parent), frame: Uint32Array.from(frame) }, moved };
}
