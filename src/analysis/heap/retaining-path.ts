import type { HeapGraph } from "../../run/heap-graph.ts";
import { type Distances, UNREACHED } from "./distances.ts";
import { sourceOf } from "./edge-source.ts";
import { type PathWording, pathWords } from "./path-words.ts";

/** The shortest path from a global object to a node, in words; `undefined` if nothing holds it. */
export function retainingPath(
  graph: HeapGraph,
  { distance, via }: Distances,
  node: number,
  wording?: PathWording,
): string | undefined {
  if (distance[node] === UNREACHED) return undefined;
  const edges: number[] = [];
  let start = node;
  for (let edge = via[start] as number; edge !== UNREACHED; edge = via[start] as number) {
    edges.push(edge);
    start = sourceOf(graph, edge);
  }
  return pathWords(graph, start, edges.toReversed(), wording);
}
