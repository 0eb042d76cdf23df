import { type HeapGraph, isStrong } from "../../run/heap-graph.ts";
import { classKey, className } from "./class-key.ts";
import { FIRST_AGENT } from "./divide.ts";
import { internalTest } from "./internals.ts";
import type { Ownership } from "./ownership.ts";
import { pathWords } from "./path-words.ts";

/** The objects of one class that an agent alone holds. */
export interface Holding {
  readonly className: string;
  readonly count: number;
  /** With what V8 needs to store them. The bytes of all classes add up to the agent's own. */
  readonly bytes: number;
  /** From the agent to the largest of them, in words. */
  readonly path: string;
}

/** What an agent holds most of, the class of most bytes first. Walks over the agent's own part of the heap only. */
export function agentHoldings(graph: HeapGraph, ownership: Ownership, agent: number, top: number): Holding[] {
  const part = ownPart(graph, ownership, agent);
  const classes = new Map<number, { count: number; bytes: number; largest: number }>();
  part.bytes.forEach((bytes, at) => {
    if (bytes === 0) return; // counted to its holder
    const key = classKey(graph, part.nodes[at] as number);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { count: 1, bytes, largest: at });
    else {
      known.count++;
      known.bytes += bytes;
      if (bytes > (part.bytes[known.largest] as number)) known.largest = at;
    }
  });
  return [...classes]
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .slice(0, top)
    .map(([key, { count, bytes, largest }]) => ({
      className: className(graph, key),
      count,
      bytes,
      path: pathTo(graph, part, largest),
    }));
}

/** Nodes in breadth-first order from the agent's roots. */
interface OwnPart {
  readonly nodes: readonly number[];
  /** By place among `nodes`: the edge that led there, -1 at a root. */
  readonly via: readonly number[];
  /** By place: the place of the node that it was found from. */
  readonly from: readonly number[];
  /** By place: what it and its internals take, 0 for internals. */
  readonly bytes: readonly number[];
}

function ownPart(graph: HeapGraph, { owner, roots }: Ownership, agent: number): OwnPart {
  const { nodeCount, firstEdge, edgeKind, edgeTo, selfBytes } = graph;
  const label = FIRST_AGENT + agent;
  const isInternal = internalTest(graph);
  const seen = new Uint8Array(nodeCount);
  const part = { nodes: [] as number[], via: [] as number[], from: [] as number[], bytes: [] as number[] };
  /** By place: the place of the object that has the node as an internal. */
  const holder: number[] = [];
  const add = (node: number, edge: number, from: number): void => {
    if (seen[node] === 1 || owner[node] !== label) return;
    seen[node] = 1;
    const place = part.nodes.push(node) - 1;
    const at = edge >= 0 && isInternal(node) ? (holder[from] as number) : place;
    part.via.push(edge);
    part.from.push(from);
    part.bytes.push(0);
    holder.push(at);
    part.bytes[at] = (part.bytes[at] as number) + (selfBytes[node] as number);
  };
  for (const root of roots[agent] ?? []) add(root, -1, -1);
  for (let place = 0; place < part.nodes.length; place++) {
    const node = part.nodes[place] as number;
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (isStrong(edgeKind[edge] as number)) add(edgeTo[edge] as number, edge, place);
    }
  }
  return part;
}

function pathTo(graph: HeapGraph, { nodes, via, from }: OwnPart, place: number): string {
  const edges: number[] = [];
  let at = place;
  for (; (via[at] as number) >= 0; at = from[at] as number) edges.push(via[at] as number);
  return pathWords(graph, nodes[at] as number, edges.toReversed());
}
