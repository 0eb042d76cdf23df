/** What the probe leaves in the target's heap just before a snapshot, to tell the agents apart. */
import { EdgeKind, type HeapGraph } from "../../run/heap-graph.ts";
import { instancesOf } from "./instances.ts";
import { property, textOf } from "./references.ts";

/** Has a `label`, and the agent's object as `instance`. */
export const CLASS_OF_MARKS = "SwarmprofAgentMark";
/** Has a `label`; is what an asynchronous context holds for its agent. */
export const CLASS_OF_STORES = "SwarmprofAgentStore";

/** The agent of a mark or a store, by its label, `swarmprof-agent:<index>`. */
export function agentOf(graph: HeapGraph, node: number): number | undefined {
  const label = property(graph, node, "label");
  const index = label === undefined ? undefined : /^swarmprof-agent:(\d+)$/.exec(textOf(graph, label))?.[1];
  return index === undefined ? undefined : Number(index);
}

export function probeObjects(graph: HeapGraph): Uint32Array {
  return Uint32Array.from([...instancesOf(graph, CLASS_OF_MARKS), ...instancesOf(graph, CLASS_OF_STORES)]);
}

/**
 * The graph without what the probe refers to: its marks retain nothing. Dominators, distances, retainers and classes are to
 * be asked of this one, `agentRoots` of the graph as it was read, `ownership` of either.
 */
export function withoutProbe(graph: HeapGraph): HeapGraph {
  const objects = probeObjects(graph);
  if (objects.length === 0) return graph;
  const edgeKind = graph.edgeKind.slice();
  for (const node of objects) {
    edgeKind.fill(EdgeKind.weak, graph.firstEdge[node], graph.firstEdge[node + 1]);
  }
  return { ...graph, edgeKind };
}
