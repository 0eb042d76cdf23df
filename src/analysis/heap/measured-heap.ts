import type { HeapGraph } from "../../run/heap-graph.ts";
import { type ClassKeys, classKeys } from "./class-keys.ts";
import { scriptNames } from "./code-places.ts";
import { type Distances, distances } from "./distances.ts";
import { type Dominated, dominated } from "./dominated.ts";
import { type Dominators, dominators } from "./dominators.ts";
import { withoutProbe } from "./probe-objects.ts";
import { retainedBytes } from "./retained.ts";
import { shallowBytes } from "./shallow.ts";

/** A snapshot, and what follows from its references for every object. All questions about a heap are asked of this. */
export interface MeasuredHeap {
  /** Without the references of the probe, if it was there. */
  readonly graph: HeapGraph;
  readonly dominators: Dominators;
  readonly tree: Dominated;
  /** By node, as DevTools counts them. */
  readonly shallow: Float64Array;
  readonly retained: Float64Array;
  readonly distances: Distances;
  readonly scripts: ReadonlyMap<number, string>;
  readonly keys: ClassKeys;
}

export function measuredHeap(read: HeapGraph): MeasuredHeap {
  const graph = withoutProbe(read);
  // First what takes most memory while it works.
  const dominating = dominators(graph);
  const shallow = shallowBytes(graph);
  const scripts = scriptNames(graph);
  return {
    graph,
    dominators: dominating,
    tree: dominated(dominating),
    shallow,
    retained: retainedBytes(dominating, shallow),
    distances: distances(graph),
    scripts,
    keys: classKeys(graph, scripts),
  };
}
