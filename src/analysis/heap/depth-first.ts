import { EdgeKind, type HeapGraph, isStrong } from "../../run/heap-graph.ts";

/**
 * The nodes in depth-first order over the edges that retain, as dominators need it. Numbers start at 1, the root's: a node's
 * number is greater than its dominators'.
 */
export interface DepthFirst {
  /** By number. */
  readonly node: Uint32Array;
  /** By number: the number of the node that it was reached from. What nothing reaches stands under the root too. */
  readonly parent: Uint32Array;
  /**
   * Two entries a node: its number, and how many edges that retain lead to it. Side by side, since both are wanted at random
   * places and at once: that halves the time the processor waits for memory.
   */
  readonly numberAndCount: Uint32Array;
  /** The program's own nodes, those reached from its global objects, have the numbers up to this one. */
  readonly lastOwn: number;
  /**
   * By node: 1 for those that are the program's own too, but reached only by what doesn't retain, as the table of a WeakMap.
   * Absent where there are none.
   */
  readonly alsoOwn: Uint8Array | undefined;
  /** Room for a number for each number, which nobody needs any more. */
  readonly spare: Uint32Array;
  /** From this number on stand nodes that only reach each other: what they refer to is not retained by that. */
  readonly firstLost: number;
}

const ROOT = 0;
export const ROOT_NUMBER = 1;

/**
 * Which edges retain is DevTools' rule: the strong ones, but not from V8's or Node's own objects to the program's, so that a
 * cache of V8's doesn't take an object from the one that made it. All edges of the root do, but for weak ones. The program's are
 * all that any edges but weak ones lead to from its globals.
 */
export function depthFirst(graph: HeapGraph): DepthFirst {
  const { nodeCount, firstEdge, edgeKind, edgeTo } = graph;
  const walk = startWalk(graph);
  const { numberAndCount } = walk;
  const rootEdges = firstEdge[ROOT + 1] as number;
  for (let edge = 0; edge < rootEdges; edge++) {
    if (edgeKind[edge] === EdgeKind.shortcut) walkFrom(walk, edgeTo[edge] as number);
  }
  walk.lastOwn = walk.lastNumber;
  walk.alsoOwn = reachedBesides(walk);
  for (let edge = 0; edge < rootEdges; edge++) {
    if (edgeKind[edge] === EdgeKind.weak) continue;
    const to = edgeTo[edge] as number;
    walkFrom(walk, to);
    (numberAndCount[2 * to + 1] as number)++;
  }
  if (walk.lastNumber < nodeCount) walkFromUnreferred(walk);
  const firstLost = walk.lastNumber + 1;
  for (let node = 0; node < nodeCount; node++) {
    if (numberAndCount[2 * node] === 0) takeNumber(walk, node, ROOT_NUMBER);
  }
  const { node, parent, lastOwn, alsoOwn, cursor: spare } = walk;
  return { node, parent, numberAndCount, lastOwn, alsoOwn, spare, firstLost };
}

interface Walk extends Pick<DepthFirst, "node" | "parent" | "numberAndCount"> {
  readonly graph: HeapGraph;
  /** By number: the next edge to look at. */
  readonly cursor: Uint32Array;
  lastNumber: number;
  /** 0 until all of the program's own nodes are numbered. */
  lastOwn: number;
  /** Where edges of the program's own nodes lead that don't retain and are not weak. */
  readonly besides: number[];
  alsoOwn: Uint8Array | undefined;
}

function startWalk(graph: HeapGraph): Walk {
  const size = graph.nodeCount + 1;
  const walk: Walk = {
    graph,
    node: new Uint32Array(size),
    parent: new Uint32Array(size),
    numberAndCount: new Uint32Array(2 * size),
    cursor: new Uint32Array(size),
    lastNumber: 0,
    lastOwn: 0,
    besides: [],
    alsoOwn: undefined,
  };
  takeNumber(walk, ROOT, 0);
  return walk;
}

function takeNumber(walk: Walk, node: number, parent: number): number {
  const number = ++walk.lastNumber;
  walk.numberAndCount[2 * node] = number;
  walk.node[number] = node;
  walk.parent[number] = parent;
  walk.cursor[number] = walk.graph.firstEdge[node] as number;
  return number;
}

/** Numbers `start`, as a child of the root, and all that it retains, unless it has a number. */
function walkFrom(walk: Walk, start: number): void {
  const { node, parent, numberAndCount, cursor, lastOwn, alsoOwn, besides } = walk;
  const { firstEdge, edgeKind, edgeTo } = walk.graph;
  if (numberAndCount[2 * start] !== 0) return;
  let current = takeNumber(walk, start, ROOT_NUMBER);
  let last = current;
  while (current !== ROOT_NUMBER) {
    const from = node[current] as number;
    const end = firstEdge[from + 1] as number;
    let edge = cursor[current] as number;
    let down = false;
    for (; edge < end && !down; edge++) {
      const kind = edgeKind[edge] as number;
      const to = edgeTo[edge] as number;
      if (!isStrong(kind)) {
        if (lastOwn === 0 && kind !== EdgeKind.weak) besides.push(to);
        continue;
      }
      const toNumber = numberAndCount[2 * to] as number;
      const isOutside = alsoOwn === undefined || alsoOwn[from] === 0;
      if (toNumber === 0) {
        if (isOutside && alsoOwn !== undefined && alsoOwn[to] === 1) continue;
        numberAndCount[2 * to] = ++last;
        node[last] = to;
        parent[last] = current;
        cursor[last] = firstEdge[to] as number;
        down = true;
      } else if ((isOutside && (toNumber <= lastOwn || alsoOwn?.[to] === 1)) || to === from) continue;
      (numberAndCount[2 * to + 1] as number)++;
    }
    cursor[current] = edge;
    current = down ? last : (parent[current] as number);
  }
  walk.lastNumber = last;
}

/** What the program's own nodes reach by edges that don't retain, and what that reaches. */
function reachedBesides({ graph, numberAndCount, besides }: Walk): Uint8Array | undefined {
  const { nodeCount, firstEdge, edgeKind, edgeTo } = graph;
  let reached: Uint8Array | undefined;
  for (let to = besides.pop(); to !== undefined; to = besides.pop()) {
    if (numberAndCount[2 * to] !== 0 || reached?.[to] === 1) continue;
    reached ??= new Uint8Array(nodeCount);
    reached[to] = 1;
    for (let edge = firstEdge[to] as number; edge < (firstEdge[to + 1] as number); edge++) {
      if (edgeKind[edge] !== EdgeKind.weak) besides.push(edgeTo[edge] as number);
    }
  }
  return reached;
}

/** DevTools hangs under the root what nothing retains; where such nodes only reach each other, none of them qualifies. */
function walkFromUnreferred(walk: Walk): void {
  const { nodeCount, firstEdge, edgeKind, edgeTo } = walk.graph;
  const { alsoOwn } = walk;
  const referred = new Uint8Array(nodeCount);
  for (let from = 0; from < nodeCount; from++) {
    if (walk.numberAndCount[2 * from] !== 0) continue;
    for (let edge = firstEdge[from] as number; edge < (firstEdge[from + 1] as number); edge++) {
      const to = edgeTo[edge] as number;
      if (!isStrong(edgeKind[edge] as number) || to === from) continue;
      if (alsoOwn === undefined || alsoOwn[from] === 1 || alsoOwn[to] === 0) referred[to] = 1;
    }
  }
  for (let node = 0; node < nodeCount; node++) if (referred[node] === 0) walkFrom(walk, node);
}
