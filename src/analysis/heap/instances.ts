import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/** The objects of a class, as `Planner`, in the order of the snapshot. */
export function instancesOf({ nodeCount, nodeKind, nodeName, strings }: HeapGraph, name: string): Uint32Array {
  // Objects share a few hundred names, of the many strings.
  const verdicts = new Uint8Array(strings.count);
  const instances: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (nodeKind[node] !== NodeKind.object) continue;
    const index = nodeName[node] as number;
    if (verdicts[index] === UNKNOWN) verdicts[index] = strings.text(index) === name ? YES : NO;
    if (verdicts[index] === YES) instances.push(node);
  }
  return Uint32Array.from(instances);
}

const UNKNOWN = 0;
const YES = 1;
const NO = 2;
