/** Self and total time of every function, over all the places it is called from. */
import { type CallTree, ROOT } from "./call-tree.ts";

export interface FrameTotals {
  /** By frame, in the unit of `nodeSelf`. */
  readonly self: Float64Array;
  /** By frame; a function that calls itself is counted once. */
  readonly total: Float64Array;
  /** By node: itself and all below it. */
  readonly nodeTotal: Float64Array;
}

/** @param nodeSelf weight of each node itself, e.g. its CPU time */
export function frameTotals(tree: CallTree, nodeSelf: Float64Array): FrameTotals {
  const { parent, frame, frames } = tree;
  const nodeTotal = nodeSelf.slice();
  for (let node = parent.length - 1; node > ROOT; node--) {
    const up = parent[node] as number;
    nodeTotal[up] = (nodeTotal[up] as number) + (nodeTotal[node] as number);
  }
  const self = new Float64Array(frames.length);
  const total = new Float64Array(frames.length);
  const outermost = outermostNodes(tree);
  for (let node = 0; node < parent.length; node++) {
    const id = frame[node] as number;
    self[id] = (self[id] as number) + (nodeSelf[node] as number);
    if (outermost[node] === 1) total[id] = (total[id] as number) + (nodeTotal[node] as number);
  }
  return { self, total, nodeTotal };
}

/** 1 for nodes with no ancestor of the same function. */
function outermostNodes({ parent, frame }: CallTree): Uint8Array {
  const outermost = new Uint8Array(parent.length).fill(1);
  for (let node = 1; node < parent.length; node++) {
    const own = frame[node];
    for (let up = parent[node] as number; ; up = parent[up] as number) {
      if (frame[up] === own) {
        outermost[node] = 0;
        break;
      }
      if (up === ROOT) break;
    }
  }
  return outermost;
}
