import type { TreeColumns } from "../view-model.ts";

/** The recorded call nodes in preorder, with what every walk over them needs. Node 0 is the root. */
export interface CallTree {
  readonly size: number;
  readonly parent: Uint32Array;
  readonly frame: Uint32Array;
  /** The subtree of `i` is `i` to `end[i] - 1`. */
  readonly end: Uint32Array;
  readonly depth: Uint16Array;
}

export function callTree({ parent, frame }: TreeColumns): CallTree {
  const size = parent.length;
  const end = new Uint32Array(size);
  const depth = new Uint16Array(size);
  for (let i = 1; i < size; i++) depth[i] = depth[parent[i]!]! + 1;
  for (let i = size - 1; i >= 0; i--) {
    if (end[i] === 0) end[i] = i + 1;
    // The last child of a parent is met first.
    const up = parent[i]!;
    if (i > 0 && end[up] === 0) end[up] = end[i]!;
  }
  return { size, parent, frame, end, depth };
}

/**
 * 1 where no caller up the stack is in the same frame: the total of a function is the sum over these, so that a
 * recursive function counts each sample once.
 */
export function outermostCalls({ size, frame, end }: CallTree, frames: number): Uint8Array {
  const outermost = new Uint8Array(size);
  const open = new Uint32Array(frames);
  const stack: number[] = [];
  for (let i = 0; i < size; i++) {
    while (stack.length > 0 && end[stack.at(-1)!]! <= i) {
      const left = frame[stack.pop()!]!;
      open[left] = open[left]! - 1;
    }
    const own = frame[i]!;
    if (open[own] === 0) outermost[i] = 1;
    open[own] = open[own]! + 1;
    stack.push(i);
  }
  return outermost;
}
