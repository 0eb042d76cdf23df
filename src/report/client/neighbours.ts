import type { CallTree } from "./call-tree.ts";
import type { Weights } from "./weights.ts";

/** A function at the other end of a call, and what is sampled with that call on the stack. */
export interface Neighbour {
  readonly frame: number;
  readonly weight: number;
}

/**
 * Who calls a function, and whom it calls, heaviest first. A sample that holds the same call twice (recursion) counts
 * once, so no share is above 100 %.
 */
export function neighbours(
  frame: number,
  tree: CallTree,
  weights: Weights,
): { callers: Neighbour[]; callees: Neighbour[] } {
  const callers = new Map<number, number>();
  const callees = new Map<number, number>();
  const add = (sums: Map<number, number>, other: number, weight: number): void => {
    sums.set(other, (sums.get(other) ?? 0) + weight);
  };
  for (let i = 1; i < tree.size; i++) {
    const weight = weights.total[i]!;
    if (weight === 0) continue;
    const up = tree.parent[i]!;
    const caller = tree.frame[up]!;
    const callee = tree.frame[i]!;
    if ((caller !== frame && callee !== frame) || hasCallAbove(tree, up, caller, callee)) continue;
    if (callee === frame && up !== 0) add(callers, caller, weight);
    if (caller === frame && up !== 0) add(callees, callee, weight);
  }
  return { callers: heaviestFirst(callers), callees: heaviestFirst(callees) };
}

function hasCallAbove({ parent, frame }: CallTree, below: number, caller: number, callee: number): boolean {
  for (let node = below; node !== 0; node = parent[node]!) {
    if (frame[node] === callee && parent[node] !== 0 && frame[parent[node]!] === caller) return true;
  }
  return false;
}

function heaviestFirst(sums: Map<number, number>): Neighbour[] {
  return Array.from(sums, ([frame, weight]) => ({ frame, weight })).sort((a, b) => b.weight - a.weight);
}
