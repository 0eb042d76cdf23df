import { EdgeKind, type HeapGraph, isIndexed, NodeKind } from "../../run/heap-graph.ts";

/** Name of an edge: a property's, a variable's, or an index as text. */
export function edgeText({ edgeKind, edgeName, strings }: HeapGraph, edge: number): string {
  const name = edgeName[edge] as number;
  return isIndexed(edgeKind[edge] as number) ? String(name) : strings.text(name);
}

/** What a property of an object refers to; `undefined` if there is none. */
export function property(graph: HeapGraph, node: number, name: string): number | undefined {
  return follow(graph, node, EdgeKind.property, name);
}

/** The text of a string. V8 joins strings when they are looked at: until then they are in parts. */
export function textOf(graph: HeapGraph, node: number): string {
  if (graph.nodeKind[node] !== NodeKind.concatenatedString) return graph.strings.text(graph.nodeName[node] as number);
  const parts = ["first", "second"].map((part) => follow(graph, node, EdgeKind.internal, part));
  return parts.map((part) => (part === undefined ? "" : textOf(graph, part))).join("");
}

/** What an edge of a kind and a name leads to. */
export function follow(graph: HeapGraph, node: number, kind: number, name: string): number | undefined {
  for (let edge = graph.firstEdge[node] as number; edge < (graph.firstEdge[node + 1] as number); edge++) {
    if (graph.edgeKind[edge] === kind && edgeText(graph, edge) === name) return graph.edgeTo[edge];
  }
  return undefined;
}
