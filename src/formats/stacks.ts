/** A profile as stacks, for formats that have no tree. */
import type { RawFrame } from "../run/cpu-profile.ts";

/** @returns of each node its frames, the outermost first, without the root; the same list for the same node */
export function stacksOf({
  frames,
  parent,
}: {
  readonly frames: readonly RawFrame[];
  readonly parent: Int32Array;
}): (node: number) => readonly RawFrame[] {
  const known = new Map<number, readonly RawFrame[]>();
  return (node) => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const stack: RawFrame[] = [];
    for (let at = node; at >= 0; at = parent[at] as number) {
      if ((parent[at] as number) >= 0) stack.push(frames[at] as RawFrame);
    }
    stack.reverse();
    known.set(node, stack);
    return stack;
  };
}
