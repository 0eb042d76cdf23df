import type { CallTree } from "./call-tree.ts";
import type { Weights } from "./weights.ts";

/** µs, bytes or objects of each function (frame) over all its calls. */
export interface FunctionFigures {
  readonly self: Float64Array;
  /** Each sample counted once, however often the function is on its stack. */
  readonly total: Float64Array;
}

export function functionFigures(
  tree: CallTree,
  outermost: Uint8Array,
  weights: Weights,
  frames: number,
): FunctionFigures {
  const self = new Float64Array(frames);
  const total = new Float64Array(frames);
  for (let i = 0; i < tree.size; i++) {
    const frame = tree.frame[i]!;
    self[frame] = self[frame]! + weights.self[i]!;
    if (outermost[i] === 1) total[frame] = total[frame]! + weights.total[i]!;
  }
  return { self, total };
}
