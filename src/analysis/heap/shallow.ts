import { EdgeKind, type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import { nodesNamed } from "./instances.ts";

/**
 * Bytes of each object as DevTools shows them: what V8 needs to store an object, as the array behind a `Map` or behind an
 * object's many properties, or a text outside the heap, counts to the object that alone refers to it, and is 0 itself.
 * @see HeapSnapshot.calculateShallowSizes in the DevTools front end
 */
export function shallowBytes(graph: HeapGraph): Float64Array {
  const { nodeKind, selfBytes } = graph;
  const shallow = selfBytes.slice();
  // Without globals V8 was asked to show its internals: then each stands for itself.
  if (!hasGlobals(graph)) return shallow;
  const owners = onlyOwners(graph);
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

function hasGlobals({ nodeKind, firstEdge, edgeTo }: HeapGraph): boolean {
  for (let edge = 0; edge < (firstEdge[ROOT + 1] as number); edge++) {
    if (nodeKind[edgeTo[edge] as number] !== NodeKind.synthetic) return true;
  }
  return false;
}

/** Kinds of the nodes, of which all up to `array` are what V8 needs to store others. */
function storingKinds(graph: HeapGraph): Uint8Array {
  const texts = nodesNamed(graph, "system / ExternalStringData", [NodeKind.native]);
  if (texts.length === 0) return graph.nodeKind;
  const kinds = graph.nodeKind.slice();
  for (const node of texts) kinds[node] = NodeKind.hidden;
  return kinds;
}

/** For what V8 needs to store objects, the only object that it is reached from; every other object owns itself. */
function onlyOwners(graph: HeapGraph): Uint32Array {
  const { nodeCount, firstEdge, edgeKind, edgeTo } = graph;
  const nodeKind = storingKinds(graph);
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
