/** Nodes out of stacks: the same path of calls is the same node. */
import type { RawFrame } from "../run/cpu-profile.ts";

export class StackTree {
  readonly frames: RawFrame[] = [{ name: "(root)", url: "", line: 0, column: 0, deopt: "" }];
  readonly parent: number[] = [-1];
  readonly #children: Map<RawFrame, number>[] = [new Map()];

  /** @param stack the innermost first; the same function is the same object */
  node(stack: readonly RawFrame[]): number {
    let node = 0;
    for (let i = stack.length - 1; i >= 0; i--) node = this.#child(node, stack[i] as RawFrame);
    return node === 0 ? this.#child(0, PROGRAM) : node;
  }

  #child(parent: number, frame: RawFrame): number {
    const children = this.#children[parent] as Map<RawFrame, number>;
    const known = children.get(frame);
    if (known !== undefined) return known;
    const node = this.frames.push(frame) - 1;
    this.parent.push(parent);
    this.#children.push(new Map());
    children.set(frame, node);
    return node;
  }
}

/** V8's name for what it can't tell. */
const PROGRAM: RawFrame = { name: "(program)", url: "", line: 0, column: 0, deopt: "" };
