import type { MeasuredHeap } from "./measured-heap.ts";
import { instancesOf } from "./instances.ts";
import type { PathWording } from "./path-words.ts";
import { retainingPath } from "./retaining-path.ts";

/** Instances of a class that are held in the same way. */
export interface HeldAlike {
  /** Indexes are left out: `Swarm.agents → Array[…] → Planner`. */
  readonly path: string;
  readonly count: number;
  readonly retainedBytes: number;
  /** The one that retains most. */
  readonly node: number;
}

/**
 * How the instances of a class are held: the paths that most of them share first.
 * @param most so many are looked at, spread over all; counts are estimates where there are more
 */
export function heldAlike(
  heap: MeasuredHeap,
  instances: ArrayLike<number>,
  most: number,
  wording?: PathWording,
): HeldAlike[] {
  const groups = new Map<string, { count: number; retainedBytes: number; node: number }>();
  const step = Math.max(1, Math.ceil(instances.length / most));
  const factor = instances.length / Math.max(1, Math.ceil(instances.length / step));
  for (let at = 0; at < instances.length; at += step) {
    const node = instances[at] as number;
    const bytes = heap.retained[node] as number;
    const path = withoutIndexes(retainingPath(heap.graph, heap.distances, node, wording) ?? NOTHING);
    const known = groups.get(path);
    if (known === undefined) groups.set(path, { count: 1, retainedBytes: bytes, node });
    else {
      known.count++;
      known.retainedBytes += bytes;
      if (bytes > (heap.retained[known.node] as number)) known.node = node;
    }
  }
  return [...groups]
    .map(([path, { count, retainedBytes, node }]) => ({
      path,
      count: Math.round(factor * count),
      retainedBytes: Math.round(factor * retainedBytes),
      node,
    }))
    .sort((a, b) => b.count - a.count || b.retainedBytes - a.retainedBytes);
}

/** The objects of a class by its name, the ones that retain most first. */
export function largestInstances({ graph, retained }: MeasuredHeap, className: string): Uint32Array {
  return instancesOf(graph, className).sort((a, b) => (retained[b] as number) - (retained[a] as number));
}

const NOTHING = "(nothing that counts here: weak references, or V8 itself)";

function withoutIndexes(path: string): string {
  return path.replace(/\[\d+\]/g, "[…]").replace(/\(\d+ times\)/g, "(… times)");
}
