import type { CallTree } from "../call-tree.ts";
import type { ShownTree } from "../shown-tree.ts";
import type { Weights } from "../weights.ts";

/**
 * All calls of one function as the root, below it its callers and theirs, or its callees and theirs, the heaviest first.
 * A call of the function within a call of itself is part of that, so each sample counts once.
 */
export function neighbourTree(
  tree: CallTree,
  weights: Weights,
  frame: number,
  { towards, title }: { readonly towards: "callers" | "callees"; readonly title: string },
): ShownTree {
  const calls = outermostCallsOf(tree, weights, frame);
  const total = calls.weights.reduce((sum, weight) => sum + weight, 0);
  const rows: Row[] = [{ frame, parent: 0, total, calls, children: undefined }];
  const rowOf = (row: number): Row => rows[row]!;
  const next = towards === "callers" ? callersOf(tree) : calleesOf(tree, weights);

  const expand = (row: number): number[] =>
    grouped(next(rowOf(row).calls), tree)
      .sort((a, b) => b.total - a.total)
      .map((group) => rows.push({ ...group, parent: row, children: undefined }) - 1);
  const children = (row: number): readonly number[] => (rowOf(row).children ??= expand(row));

  return {
    root: 0,
    frame: (row) => rowOf(row).frame,
    title: () => title,
    parent: (row) => rowOf(row).parent,
    total: (row) => rowOf(row).total,
    self: (row) => children(row).reduce((rest, child) => rest - rowOf(child).total, rowOf(row).total),
    children,
    heaviest: () => undefined,
    address: String,
    find: () => undefined,
  };
}

/** Call nodes, and what of the function's time each stands for. */
interface Calls {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

interface Row {
  readonly frame: number;
  readonly parent: number;
  readonly total: number;
  readonly calls: Calls;
  children: readonly number[] | undefined;
}

function outermostCallsOf({ size, frame, end }: CallTree, { total }: Weights, wanted: number): Calls {
  const nodes: number[] = [];
  for (let node = 0; node < size; ) {
    if (frame[node] === wanted && total[node]! > 0) nodes.push(node);
    node = frame[node] === wanted ? end[node]! : node + 1;
  }
  return { nodes, weights: nodes.map((node) => total[node]!) };
}

function callersOf({ parent }: CallTree): (calls: Calls) => Calls {
  return ({ nodes, weights }) => {
    const up = nodes.map((node, i) => ({ node: parent[node]!, weight: weights[i]! })).filter(({ node }) => node !== 0);
    return { nodes: up.map(({ node }) => node), weights: up.map(({ weight }) => weight) };
  };
}

function calleesOf({ end }: CallTree, { total }: Weights): (calls: Calls) => Calls {
  return ({ nodes }) => {
    const below: number[] = [];
    for (const node of nodes) {
      for (let child = node + 1; child < end[node]!; child = end[child]!) if (total[child]! > 0) below.push(child);
    }
    return { nodes: below, weights: below.map((node) => total[node]!) };
  };
}

function grouped({ nodes, weights }: Calls, { frame }: CallTree) {
  const groups = new Map<number, { frame: number; total: number; calls: { nodes: number[]; weights: number[] } }>();
  nodes.forEach((node, i) => {
    const key = frame[node]!;
    const group = groups.get(key) ?? { frame: key, total: 0, calls: { nodes: [], weights: [] } };
    group.total += weights[i]!;
    group.calls.nodes.push(node);
    group.calls.weights.push(weights[i]!);
    groups.set(key, group);
  });
  return [...groups.values()];
}
