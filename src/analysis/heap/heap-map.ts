import { NodeKind } from "../../run/heap-graph.ts";
import { internalTest } from "./internals.ts";
import type { MeasuredHeap } from "./measured-heap.ts";

/** A part of the heap, and the parts that it consists of: an object with what it alone keeps, or small objects together. */
export interface HeapPart {
  /** The object; -1 for several. */
  readonly node: number;
  /** The class's key; -1 for small objects of many classes. */
  readonly key: number;
  readonly count: number;
  readonly bytes: number;
  readonly parts: readonly HeapPart[];
}

/** Objects that retain less are taken together. */
const LEAST_SHARE = 0.002;
/** Where an object does nothing but hold another, the other stands in its place. */
const SAME_SHARE = 0.97;
const GROUPS = 6;

/** The heap from its root down the tree of dominators, as far as parts can be seen. */
export function heapMap(heap: MeasuredHeap): HeapPart {
  const { graph, dominators, tree, retained, keys } = heap;
  const { order } = dominators;
  const total = retained[order[0] as number] as number;
  const least = LEAST_SHARE * total;
  const isInternal = internalTest(graph);
  const partOf = (place: number): HeapPart => {
    const node = order[place] as number;
    const bytes = retained[node] as number;
    const large: number[] = [];
    const small = new Map<number, { count: number; bytes: number }>();
    const gather = (above: number): void => {
      for (let child = tree.firstChild[above] as number; child !== 0; child = tree.nextSibling[child] as number) {
        const below = order[child] as number;
        const size = retained[below] as number;
        if (size < least) {
          const key = keys.of(below);
          const group = small.get(key);
          if (group === undefined) small.set(key, { count: 1, bytes: size });
          else {
            group.count++;
            group.bytes += size;
          }
        } else if (isInternal(below)) gather(child);
        else large.push(child);
      }
    };
    gather(place);
    const [only] = large;
    if (only !== undefined && place !== 0 && (retained[order[only] as number] as number) >= SAME_SHARE * bytes) {
      return { ...partOf(only), bytes };
    }
    const groups = [...small]
      .sort(([, a], [, b]) => b.bytes - a.bytes)
      .filter(([, group], at) => at < GROUPS && group.bytes >= least / 2)
      .map(([key, group]): HeapPart => ({ node: -1, key, ...group, parts: [] }));
    const parts = [...large.map(partOf), ...groups].sort((a, b) => b.bytes - a.bytes);
    return { node, key: graph.nodeKind[node] === NodeKind.synthetic ? -1 : keys.of(node), count: 1, bytes, parts };
  };
  return partOf(0);
}
