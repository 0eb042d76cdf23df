import { type HeapGraph, isStrong } from "../../run/heap-graph.ts";

/** Some nodes of the heap, in parts that all reach each other. Nodes go by their place among `nodes` here. */
export interface Components {
  readonly count: number;
  /** By place, from 1: what a component refers to is in components of smaller numbers. */
  readonly component: Uint32Array;
  /** By place: the node that it was found from, itself where a search began. */
  readonly foundFrom: Uint32Array;
}

/**
 * The strongly connected components of a part of the heap.
 * @param nodes of that part; @param places for each node of the heap its place among them, from 1; 0 for all others
 * @see Tarjan 1972, doi:10.1137/0201010; without recursion, since lists in a heap are long
 */
export function components(graph: HeapGraph, nodes: readonly number[], places: Uint32Array): Components {
  const { firstEdge, edgeKind, edgeTo } = graph;
  const size = nodes.length + 1;
  const component = new Uint32Array(size);
  const foundFrom = new Uint32Array(size);
  const found = new Uint32Array(size);
  /** The first found of those that a node reaches and that have no component yet. */
  const low = new Uint32Array(size);
  const nextEdge = new Uint32Array(size);
  const open = new Uint32Array(size);
  let openCount = 0;
  let foundCount = 0;
  let count = 0;

  const enter = (place: number, from: number): void => {
    found[place] = low[place] = ++foundCount;
    nextEdge[place] = firstEdge[nodes[place - 1] as number] as number;
    foundFrom[place] = from;
    open[openCount++] = place;
  };
  /** @returns a place that hasn't been found yet, or 0 */
  const look = (place: number): number => {
    const end = firstEdge[(nodes[place - 1] as number) + 1] as number;
    for (let edge = nextEdge[place] as number; edge < end; edge++) {
      const to = places[edgeTo[edge] as number] as number;
      if (to === 0 || !isStrong(edgeKind[edge] as number)) continue;
      if (found[to] === 0) {
        nextEdge[place] = edge + 1;
        return to;
      }
      if (component[to] === 0) low[place] = Math.min(low[place] as number, low[to] as number);
    }
    nextEdge[place] = end;
    return 0;
  };
  const close = (place: number): void => {
    count++;
    let last: number;
    do {
      last = open[--openCount] as number;
      component[last] = count;
    } while (last !== place);
  };

  for (let start = 1; start < size; start++) {
    if (found[start] !== 0) continue;
    enter(start, start);
    for (let place = start; ; ) {
      const next = look(place);
      if (next !== 0) {
        enter(next, place);
        place = next;
        continue;
      }
      if (low[place] === found[place]) close(place);
      if (place === start) break;
      const up = foundFrom[place] as number;
      low[up] = Math.min(low[up] as number, low[place] as number);
      place = up;
    }
  }
  return { count, component, foundFrom };
}
