import type { HeapGraph } from "../../run/heap-graph.ts";

/** The node that an edge leaves, by bisection. */
export function sourceOf({ firstEdge, nodeCount }: HeapGraph, edge: number): number {
  let low = 0;
  let high = nodeCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((firstEdge[middle] as number) <= edge) low = middle;
    else high = middle - 1;
  }
  return low;
}
