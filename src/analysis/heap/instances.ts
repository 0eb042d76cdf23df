import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/** The objects of a class, as `Planner`, in the order of the snapshot. */
export function instancesOf(graph: HeapGraph, name: string): Uint32Array {
  return nodesNamed(graph, name, [NodeKind.object]);
}

/** The nodes of a name, of some kinds. */
export function nodesNamed(
  { nodeCount, nodeKind, nodeName, strings }: HeapGraph,
  name: string,
  kinds: readonly number[],
): Uint32Array {
  const isWanted = new Uint8Array(NodeKind.other + 1);
  for (const kind of kinds) isWanted[kind] = 1;
  // Objects share a few hundred names, of the many strings.
  const verdicts = new Uint8Array(strings.count);
  const instances: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (isWanted[nodeKind[node] as number] !== 1) continue;
    const index = nodeName[node] as number;
    if (verdicts[index] === UNKNOWN) verdicts[index] = strings.text(index) === name ? YES : NO;
    if (verdicts[index] === YES) instances.push(node);
  }
  return Uint32Array.from(instances);
}

const UNKNOWN = 0;
const YES = 1;
const NO = 2;
