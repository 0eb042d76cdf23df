import { EdgeKind, type HeapGraph, isStrong } from "../../run/heap-graph.ts";
import { type DepthFirst, ROOT_NUMBER } from "./depth-first.ts";

/** Who retains whom, in depth-first numbers: `list` from `first[n]` to `first[n + 1] - 1` has the retainers of `n`, ascending. */
export interface Predecessors {
  readonly first: Uint32Array;
  readonly list: Uint32Array;
}

export function predecessors(graph: HeapGraph, order: DepthFirst): Predecessors {
  const { firstEdge, edgeKind, edgeTo, nodeCount } = graph;
  const { node, numberAndCount, lastOwn, alsoOwn, firstLost } = order;
  const list = new Uint32Array(countsToEnds(nodeCount, order));
  // From the last to the first, and each list from its end: so the lists ascend, and each count ends as its list's beginning.
  for (let number = firstLost - 1; number >= ROOT_NUMBER; number--) {
    const from = node[number] as number;
    const isRoot = number === ROOT_NUMBER;
    const isOutside = number > lastOwn && (alsoOwn === undefined || alsoOwn[from] === 0);
    const end = firstEdge[from + 1] as number;
    for (let edge = firstEdge[from] as number; edge < end; edge++) {
      const kind = edgeKind[edge] as number;
      if (isRoot ? kind === EdgeKind.weak : !isStrong(kind)) continue;
      const to = edgeTo[edge] as number;
      const isOwn = (): boolean => (numberAndCount[2 * to] as number) <= lastOwn || alsoOwn?.[to] === 1;
      if (!isRoot && (to === from || (isOutside && isOwn()))) continue;
      list[--(numberAndCount[2 * to + 1] as number)] = number;
    }
  }
  const first = new Uint32Array(nodeCount + 2);
  for (let number = 1; number <= nodeCount; number++) {
    first[number] = numberAndCount[2 * (node[number] as number) + 1] as number;
  }
  first[nodeCount + 1] = list.length;
  return { first, list };
}

/** Turns how many retainers each node has into where the list of them ends. @returns how many there are in all */
function countsToEnds(nodeCount: number, { node, numberAndCount }: DepthFirst): number {
  let total = 0;
  for (let number = 1; number <= nodeCount; number++) {
    const at = 2 * (node[number] as number) + 1;
    total += numberAndCount[at] as number;
    numberAndCount[at] = total;
  }
  return total;
}
