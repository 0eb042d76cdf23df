import type { CallTree } from "./call-tree.ts";
import type { ShownTree } from "./shown-tree.ts";
import type { Weights } from "./weights.ts";

/**
 * Functions by their own time, below each its callers, and their callers. A row is expanded when its children are asked
 * for: the whole tree would have a row for every sample and every depth.
 */
export function invertedTree(tree: CallTree, weights: Weights, rootTitle: string): ShownTree {
  const group = callerGroups(tree);
  const rows: Row[] = [{ frame: -1, parent: 0, total: weights.sum, members: leaves(weights), children: undefined }];
  const rowOf = (row: number): Row => rows[row]!;

  const expand = (row: number): number[] => {
    const groups = group(rowOf(row).members, { callers: row !== 0 });
    groups.sort((a, b) => b.total - a.total);
    return groups.map(({ frame, total, members }) => {
      rows.push({ frame, parent: row, total, members, children: undefined });
      return rows.length - 1;
    });
  };
  const children = (row: number): readonly number[] => (rowOf(row).children ??= expand(row));

  return {
    root: 0,
    frame: (row) => rowOf(row).frame,
    title: () => rootTitle,
    parent: (row) => rowOf(row).parent,
    total: (row) => rowOf(row).total,
    self: (row) => children(row).reduce((rest, child) => rest - rowOf(child).total, rowOf(row).total),
    children,
    heaviest: (frame) => children(0).find((child) => rowOf(child).frame === frame),
    address(row) {
      const frames: number[] = [];
      for (let at = row; at !== 0; at = rowOf(at).parent) frames.unshift(rowOf(at).frame);
      return frames.join(".");
    },
    find(address) {
      let row: number | undefined = 0;
      for (const frame of address === "" ? [] : address.split(".").map(Number)) {
        row = children(row).find((child) => rowOf(child).frame === frame);
        if (row === undefined) return undefined;
      }
      return row;
    },
  };
}

interface Row {
  readonly frame: number;
  readonly parent: number;
  readonly total: number;
  readonly members: Members;
  children: readonly number[] | undefined;
}

/** Call nodes at which the stacks of a row stand now, and the own time that each brings from below. */
interface Members {
  readonly nodes: number[];
  readonly weights: number[];
}

interface Group {
  readonly frame: number;
  total: number;
  readonly members: Members;
}

function leaves({ self }: Weights): Members {
  const members: Members = { nodes: [], weights: [] };
  self.forEach((weight, node) => {
    if (weight === 0) return;
    members.nodes.push(node);
    members.weights.push(weight);
  });
  return members;
}

type Grouping = (members: Members, from: { callers: boolean }) => Group[];

function callerGroups({ size, parent, frame }: CallTree): Grouping {
  // Stamps instead of maps: cleared by counting up, and read a hundred thousand times an inversion.
  const seenAt = new Uint32Array(size);
  const slotOf = new Uint32Array(size);
  let stamp = 0;
  return ({ nodes, weights }, { callers }) => {
    stamp++;
    const groups = new Map<number, Group>();
    for (let i = 0; i < nodes.length; i++) {
      const node = callers ? parent[nodes[i]!]! : nodes[i]!;
      if (node === 0) continue;
      const weight = weights[i]!;
      const key = frame[node]!;
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = { frame: key, total: 0, members: { nodes: [], weights: [] } }));
      group.total += weight;
      const { members } = group;
      if (seenAt[node] === stamp) {
        const slot = slotOf[node]!;
        members.weights[slot] = members.weights[slot]! + weight;
      } else {
        seenAt[node] = stamp;
        slotOf[node] = members.nodes.push(node) - 1;
        members.weights.push(weight);
      }
    }
    return [...groups.values()];
  };
}
