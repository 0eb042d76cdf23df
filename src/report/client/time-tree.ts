import type { SampleColumns } from "../view-model.ts";
import type { CallTree } from "./call-tree.ts";
import { eachSample, type TimeScope } from "./cpu-samples.ts";
import { heaviestRow, rowNumber, type ShownTree } from "./shown-tree.ts";

/**
 * Stacks in the order of time, merged only with their neighbours; threads, where there are several, side by side.
 * Rows are calls: the same call node again later is another row.
 */
export function timeTree(
  tree: CallTree,
  threads: readonly SampleColumns[],
  scope: TimeScope,
  names: { readonly root: string; readonly threads: readonly string[] },
): ShownTree {
  const calls = new Calls(tree);
  const byThread = scope.thread === null && threads.length > 1;
  let current = -1;
  eachSample(threads, scope, (node, weight, thread) => {
    if (thread !== current) {
      calls.leaveAll();
      if (byThread) calls.startThread(thread);
      current = thread;
    }
    calls.sample(node, weight);
  });
  return calls.shown(names);
}

class Calls {
  readonly #tree: CallTree;
  /** Call node of each row; of a thread's row, minus the thread's index, minus one. */
  readonly #node: number[] = [0];
  readonly #parent: number[] = [0];
  readonly #total: number[] = [0];
  readonly #start: number[] = [0];
  /** Rows that are open now, by depth. `#base` is the row of the thread, or the root. */
  readonly #open: number[] = [0];
  readonly #path: number[] = [];
  #base = 0;
  /** Weight of all samples so far. */
  #clock = 0;

  constructor(tree: CallTree) {
    this.#tree = tree;
  }

  startThread(thread: number): void {
    this.#base = this.#enter(-thread - 1, 0);
    this.#open[0] = this.#base;
  }

  leaveAll(): void {
    this.#open.length = 1;
    this.#open[0] = 0;
  }

  sample(leaf: number, weight: number): void {
    const { parent, depth } = this.#tree;
    this.#path.length = 0;
    let node = leaf;
    while (node !== 0 && !this.#isOpen(node, depth[node]!)) {
      this.#path.push(node);
      node = parent[node]!;
    }
    this.#open.length = depth[node]! + 1;
    // A sample without weight (the thread waited) parts its neighbours but takes no room.
    if (weight === 0) return;
    for (let i = this.#path.length - 1; i >= 0; i--) this.#open.push(this.#enter(this.#path[i]!, this.#open.at(-1)!));
    for (const row of this.#open) this.#total[row] = this.#total[row]! + weight;
    if (this.#base !== 0) this.#total[0] = this.#total[0]! + weight;
    this.#clock += weight;
  }

  shown(names: { readonly root: string; readonly threads: readonly string[] }): ShownTree {
    const size = this.#node.length;
    const lists = childLists(this.#parent);
    // A thread that only waited has a row without time.
    const children = (row: number): number[] => lists(row).filter((child) => this.#total[child]! > 0);
    const selfOf = (row: number): number =>
      children(row).reduce((rest, child) => rest - this.#total[child]!, this.#total[row]!);
    return {
      root: 0,
      frame: (row) => (this.#node[row]! > 0 ? this.#tree.frame[this.#node[row]!]! : -1),
      title: (row) => (row === 0 ? names.root : (names.threads[-this.#node[row]! - 1] ?? "")),
      parent: (row) => this.#parent[row]!,
      total: (row) => this.#total[row]!,
      start: (row) => this.#start[row]!,
      self: selfOf,
      children,
      heaviest: (frame) => heaviestRow(this.#node, (node) => node > 0 && this.#tree.frame[node] === frame, this.#total),
      address: String,
      find: (address) => rowNumber(address, size),
    };
  }

  #isOpen(node: number, depth: number): boolean {
    return depth < this.#open.length && this.#node[this.#open[depth]!] === node;
  }

  #enter(node: number, parent: number): number {
    this.#parent.push(parent);
    this.#total.push(0);
    this.#start.push(this.#clock);
    return this.#node.push(node) - 1;
  }
}

/** Rows are numbered in the order of their first sample, so a parent's children come in order of time. */
function childLists(parent: readonly number[]): (row: number) => number[] {
  const offset = new Uint32Array(parent.length + 1);
  for (let row = 1; row < parent.length; row++) offset[parent[row]! + 1] = offset[parent[row]! + 1]! + 1;
  for (let row = 0; row < parent.length; row++) offset[row + 1] = offset[row + 1]! + offset[row]!;
  const list = new Uint32Array(parent.length);
  const next = offset.slice();
  for (let row = 1; row < parent.length; row++) {
    const up = parent[row]!;
    list[next[up]!] = row;
    next[up] = next[up]! + 1;
  }
  return (row) => Array.from(list.subarray(offset[row], offset[row + 1]));
}
