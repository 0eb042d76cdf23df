import type { CallTree } from "./call-tree.ts";

/** 1 for each call node that is a call of the function, or below one. */
export function callsInside(frame: number, tree: CallTree): Uint8Array {
  const inside = new Uint8Array(tree.size);
  for (let i = 0; i < tree.size; ) {
    if (tree.frame[i] === frame) {
      inside.fill(1, i, tree.end[i]);
      i = tree.end[i]!;
    } else i++;
  }
  return inside;
}
