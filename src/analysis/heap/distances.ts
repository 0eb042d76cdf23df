import { EdgeKind, type HeapGraph, isStrong, NodeKind } from "../../run/heap-graph.ts";

/** How far each object is from the program's global objects, and over which reference the shortest way to it comes. */
export interface Distances {
  /** By node: 1 for a global object; `UNREACHED`. What only V8 or Node hold counts from the root, at 0. */
  readonly distance: Uint32Array;
  /** By node: an edge; `UNREACHED` where a way begins. */
  readonly via: Uint32Array;
}

export const UNREACHED = 0xffffffff;

/** Breadth-first over strong references: from the global objects first, then from V8's own roots for what is left. */
export function distances(graph: HeapGraph): Distances {
  const { nodeCount, nodeKind, firstEdge, edgeKind, edgeTo } = graph;
  const distance = new Uint32Array(nodeCount).fill(UNREACHED);
  const via = new Uint32Array(nodeCount).fill(UNREACHED);
  const queue = new Uint32Array(nodeCount);
  let head = 0;
  let tail = 0;
  const enqueue = (node: number, steps: number): void => {
    distance[node] = steps;
    queue[tail++] = node;
  };
  const spread = (): void => {
    while (head < tail) {
      const node = queue[head++] as number;
      const steps = (distance[node] as number) + 1;
      const end = firstEdge[node + 1] as number;
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const to = edgeTo[edge] as number;
        if (distance[to] !== UNREACHED || !isStrong(edgeKind[edge] as number)) continue;
        via[to] = edge;
        enqueue(to, steps);
      }
    }
  };
  distance[ROOT] = 0;
  for (let edge = 0; edge < (firstEdge[ROOT + 1] as number); edge++) {
    const to = edgeTo[edge] as number;
    const isGlobal = nodeKind[to] !== NodeKind.synthetic && edgeKind[edge] !== EdgeKind.weak;
    if (isGlobal && distance[to] === UNREACHED) enqueue(to, 1);
  }
  spread();
  enqueue(ROOT, 0);
  spread();
  return { distance, via };
}

const ROOT = 0;
