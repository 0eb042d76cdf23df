import { EdgeKind, type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/**
 * Bytes of each object as DevTools shows them: what V8 needs to store an object, as the array behind a `Map` or behind an
 * object's many properties, counts to the object that alone refers to it, and is 0 itself.
 * @see HeapSnapshot.calculateShallowSizes in the DevTools front end
 */
export function shallowBytes(graph: HeapGraph): Float64Array {
  const { nodeKind, selfBytes } = graph;
  const owners = onlyOwners(graph);
  const shallow = selfBytes.slice();
  for (let node = 0; node < graph.nodeCount; node++) {
    const owner = owners[node] as number;
    if (owner === node || owner === NOBODY || owner === SEVERAL) continue;
    if (owner === ROOT || nodeKind[owner] === NodeKind.synthetic) continue;
    shallow[owner] = (shallow[owner] as number) + (selfBytes[node] as number);
    shallow[node] = 0;
  }
  return shallow;
}

const ROOT = 0;
const NOBODY = 0xffffffff;
const SEVERAL = 0xfffffffe;

/** For what V8 needs to store objects, the only object that it is reached from; every other object owns itself. */
function onlyOwners({ nodeCount, nodeKind, firstEdge, edgeKind, edgeTo }: HeapGraph): Uint32Array {
  const owners = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++)
    owners[node] = (nodeKind[node] as number) <= NodeKind.array ? NOBODY : node;
  const stack: number[] = [];
  for (let start = 0; start < nodeCount; start++) {
    if (owners[start] !== start) continue;
    for (let node: number | undefined = start; node !== undefined; node = stack.pop()) {
      const owner = owners[node] as number;
      const end = firstEdge[node + 1] as number;
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const to = edgeTo[edge] as number;
        if ((nodeKind[to] as number) > NodeKind.array || edgeKind[edge] === EdgeKind.weak) continue;
        const known = owners[to] as number;
        if (known === NOBODY) owners[to] = owner;
        else if (known === owner || known === SEVERAL) continue;
        else owners[to] = SEVERAL;
        stack.push(to);
      }
    }
  }
  return owners;
}
