import { type HeldAlike, heldAlike } from "./class-instances.ts";
import type { HeapClass } from "./classes.ts";
import type { MeasuredHeap } from "./measured-heap.ts";
import type { PathWording } from "./path-words.ts";

const LOOKED_AT = 200;
const PATHS = 5;

/** By key of a class: how its objects are held, by a sample of them. */
export function classPaths(
  heap: MeasuredHeap,
  classes: readonly HeapClass[],
  wording?: PathWording,
): Map<number, readonly HeldAlike[]> {
  const { graph, shallow, keys } = heap;
  const samples = new Map(
    classes.map(({ key, count }) => [key, { every: Math.ceil(count / LOOKED_AT), met: 0, nodes: [] as number[] }]),
  );
  for (let node = 0; node < graph.nodeCount; node++) {
    if (shallow[node] === 0) continue;
    const sample = samples.get(keys.of(node));
    if (sample !== undefined && sample.met++ % sample.every === 0) sample.nodes.push(node);
  }
  return new Map(
    classes.map(({ key, count }) => {
      const { nodes } = samples.get(key) as { nodes: number[] };
      const factor = count / Math.max(1, nodes.length);
      const paths = heldAlike(heap, nodes, LOOKED_AT, wording).slice(0, PATHS);
      return [
        key,
        paths.map((one) => ({
          ...one,
          count: Math.round(factor * one.count),
          retainedBytes: Math.round(factor * one.retainedBytes),
        })),
      ];
    }),
  );
}
