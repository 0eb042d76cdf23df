import { EdgeKind, type HeapGraph, isStrong, NodeKind } from "../../run/heap-graph.ts";
import { agentOf, CLASS_OF_MARKS, CLASS_OF_STORES } from "./probe-objects.ts";
import { instancesOf } from "./instances.ts";
import { edgeText, property } from "./references.ts";

/** Where something of an agent's begins: the agent's object, or what waits in its asynchronous context. */
export interface AgentRoot {
  readonly agent: number;
  readonly node: number;
}

/**
 * The roots of all agents, of which one agent may have many. There are two kinds:
 * an object that the probe has put a mark on; and, for an agent that is an asynchronous context, every resource that
 * carries the agent's store, since what its suspended functions hold hangs on what they wait for. Needs the graph with the
 * marks' references in it, as it was read.
 */
export function agentRoots(graph: HeapGraph): AgentRoot[] {
  const toStores = referencesTo(graph, agentsByNode(graph, CLASS_OF_STORES));
  const roots = [...markedObjects(graph), ...resources(graph, toStores), ...frameHolders(graph, toStores)];
  const known = new Set<number>();
  return roots.filter(({ agent, node }) => {
    const key = agent * graph.nodeCount + node;
    return !known.has(key) && known.add(key);
  });
}

function markedObjects(graph: HeapGraph): AgentRoot[] {
  return [...agentsByNode(graph, CLASS_OF_MARKS)].flatMap(([mark, agent]) => {
    const node = property(graph, mark, "instance");
    return node === undefined ? [] : [{ agent, node }];
  });
}

/** Node 20 and 22 put the store on every promise, timer and other resource, as a property of a symbol. */
function resources(graph: HeapGraph, toStores: readonly Reference[]): AgentRoot[] {
  const { edgeKind } = graph;
  return toStores
    .filter(({ edge }) => edgeKind[edge] === EdgeKind.property && edgeText(graph, edge) === "<symbol kResourceStore>")
    .map(({ agent, node }) => ({ agent, node }));
}

/**
 * Node 24 and later, and 22 when asked to, keep all stores of a context in a Map, the frame. V8 gives it to the reactions
 * of promises, Node to its timers and resources.
 */
function frameHolders(graph: HeapGraph, toStores: readonly Reference[]): AgentRoot[] {
  const { nodeKind, firstEdge, edgeTo } = graph;
  const tables = new Map<number, number>();
  for (const { agent, node } of toStores) {
    if (nodeKind[node] === NodeKind.array) tables.set(node, agent);
  }
  const frames = new Map<number, number>();
  for (const frame of instancesOf(graph, "AsyncContextFrame")) {
    for (let edge = firstEdge[frame] as number; edge < (firstEdge[frame + 1] as number); edge++) {
      const agent = tables.get(edgeTo[edge] as number);
      if (agent !== undefined) frames.set(frame, agent);
    }
  }
  return referencesTo(graph, frames)
    .filter(({ node }) => nodeKind[node] !== NodeKind.synthetic)
    .map(({ agent, node }) => ({ agent, node }));
}

interface Reference extends AgentRoot {
  readonly edge: number;
}

/** Strong references to nodes that stand for an agent, by who refers. A pass over all references. */
function referencesTo(graph: HeapGraph, agents: ReadonlyMap<number, number>): Reference[] {
  const { nodeCount, firstEdge, edgeKind, edgeTo } = graph;
  if (agents.size === 0) return [];
  const isWanted = new Uint8Array(nodeCount);
  for (const node of agents.keys()) isWanted[node] = 1;
  const references: Reference[] = [];
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const to = edgeTo[edge] as number;
      if (isWanted[to] === 0 || !isStrong(edgeKind[edge] as number)) continue;
      references.push({ agent: agents.get(to) as number, node, edge });
    }
  }
  return references;
}

function agentsByNode(graph: HeapGraph, className: string): Map<number, number> {
  const agents = new Map<number, number>();
  for (const node of instancesOf(graph, className)) {
    const agent = agentOf(graph, node);
    if (agent !== undefined) agents.set(node, agent);
  }
  return agents;
}
