import { NodeKind } from "../../run/heap-graph.ts";
import { NO_KEY, retainedByKey } from "./classes.ts";
import { type CodePlace, isSamePlace, placeOfRow } from "./code-places.ts";
import type { MeasuredHeap } from "./measured-heap.ts";

/** All closures of one function. */
export interface HeapFunction {
  /** "" for one without a name. */
  readonly name: string;
  readonly place: CodePlace;
  readonly count: number;
  readonly shallowBytes: number;
  /** What they close over and nobody else holds; what one retains through another counts once. */
  readonly retainedBytes: number;
  /** The closure that retains most. */
  readonly node: number;
}

/** Which functions' closures keep most alive. */
export function heapFunctions({ graph, dominators, tree, shallow, retained, scripts }: MeasuredHeap): HeapFunction[] {
  const { locations, nodeKind, nodeName, strings } = graph;
  /** By name, since places of one name are few. */
  const byName = new Map<number, number[]>();
  /** By node, from 1. */
  const numberOf = new Uint32Array(graph.nodeCount);
  const found: { row: number; count: number; bytes: number; largest: number }[] = [];
  for (let row = 0; row < locations.node.length; row++) {
    const node = locations.node[row] as number;
    if (nodeKind[node] !== NodeKind.closure) continue;
    let sameName = byName.get(nodeName[node] as number);
    if (sameName === undefined) byName.set(nodeName[node] as number, (sameName = []));
    let number = sameName.find((one) => isSamePlace(graph, (found[one] as (typeof found)[number]).row, row));
    if (number === undefined) {
      number = found.push({ row, count: 0, bytes: 0, largest: node }) - 1;
      sameName.push(number);
    }
    numberOf[node] = number + 1;
    const one = found[number] as (typeof found)[number];
    one.count++;
    one.bytes += shallow[node] as number;
    if ((retained[node] as number) > (retained[one.largest] as number)) one.largest = node;
  }
  const keyOf = (node: number): number => (numberOf[node] === 0 ? NO_KEY : (numberOf[node] as number) - 1);
  const retainedBytes = retainedByKey(dominators, tree, retained, keyOf, found.length);
  return found
    .map(({ row, count, bytes, largest }, number) => ({
      name: strings.text(nodeName[largest] as number),
      place: placeOfRow(graph, scripts, row),
      count,
      shallowBytes: bytes,
      retainedBytes: retainedBytes[number] as number,
      node: largest,
    }))
    .sort((a, b) => b.retainedBytes - a.retainedBytes);
}
