import { EdgeKind, type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import type { AgentRoot } from "./agent-roots.ts";
import { probeObjects } from "./probe-objects.ts";

export const Owner = { unreachable: 0, global: 1, shared: 2, probe: 3 } as const;
export const FIRST_AGENT = 4;

export interface Division {
  /** By node: `FIRST_AGENT` + the agent's index, or another `Owner`. */
  readonly owner: Uint32Array;
  /** The roots that several agents have; they are shared. */
  readonly contested: readonly AgentRoot[];
}

/** Gives each object an owner: see `ownership`. Nodes are visited twice at most, once for an agent, once as shared. */
export function divide(graph: HeapGraph, roots: readonly AgentRoot[]): Division {
  const territory: Territory = {
    graph,
    owner: new Uint32Array(graph.nodeCount),
    isRoot: new Uint8Array(graph.nodeCount),
    queue: new Uint32Array(graph.nodeCount),
  };
  const { owner } = territory;
  const probe = probeObjects(graph);
  for (const node of probe) owner[node] = Owner.probe;
  const rootsByAgent = plantRoots(territory, roots);
  if (owner[ROOT] === Owner.unreachable) {
    owner[ROOT] = Owner.global;
    spread(territory, [ROOT], Owner.global);
  }
  const met: number[] = [];
  for (const [agent, nodes] of rootsByAgent) {
    const label = FIRST_AGENT + agent;
    const uncontested = nodes.filter((node) => owner[node] === label);
    for (const node of spread(territory, uncontested, label)) met.push(node);
  }
  const contested = roots.filter(({ node }) => owner[node] === Owner.shared);
  spread(territory, new Set([...met, ...contested.map(({ node }) => node)]), Owner.shared);
  spread(territory, probe, Owner.probe);
  return { owner, contested };
}

const ROOT = 0;

interface Territory extends Pick<Division, "owner"> {
  readonly graph: HeapGraph;
  readonly isRoot: Uint8Array;
  readonly queue: Uint32Array;
}

function plantRoots({ owner, isRoot }: Territory, roots: readonly AgentRoot[]): Map<number, number[]> {
  const byAgent = new Map<number, number[]>();
  for (const { agent, node } of roots) {
    const label = FIRST_AGENT + agent;
    owner[node] = isRoot[node] === 0 || owner[node] === label ? label : Owner.shared;
    isRoot[node] = 1;
    const nodes = byAgent.get(agent);
    if (nodes === undefined) byAgent.set(agent, [node]);
    else nodes.push(node);
  }
  return byAgent;
}

/**
 * Takes all that nobody has for `label`, breadth-first, stopping at the roots of agents.
 * @param starts nodes that have the label already
 * @returns what an agent met that is another's: it is shared now, and what it refers to is still to be made so
 */
function spread({ graph, owner, isRoot, queue }: Territory, starts: Iterable<number>, label: number): number[] {
  const { nodeKind, firstEdge, edgeKind, edgeTo } = graph;
  const met: number[] = [];
  const mayTake = label !== Owner.global && label !== Owner.probe;
  let tail = 0;
  for (const node of starts) queue[tail++] = node;
  for (let head = 0; head < tail; head++) {
    const node = queue[head] as number;
    if (nodeKind[node] === NodeKind.synthetic && HOLDS_NOTHING.has(graph.strings.text(graph.nodeName[node] as number)))
      continue;
    // The root refers to the program's global objects by shortcuts.
    const lastKind = node === ROOT ? EdgeKind.shortcut : EdgeKind.hidden;
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if ((edgeKind[edge] as number) > lastKind) continue;
      const to = edgeTo[edge] as number;
      const whose = owner[to] as number;
      if (whose === Owner.unreachable) {
        owner[to] = label;
        queue[tail++] = to;
      } else if (mayTake && whose >= FIRST_AGENT && whose !== label && isRoot[to] === 0) {
        owner[to] = Owner.shared;
        if (label === Owner.shared) queue[tail++] = to;
        else met.push(to);
      }
    }
  }
  return met;
}

/** V8's tables of strings and weak roots: they list what others hold. What they alone list is on its way out. */
const HOLDS_NOTHING = new Set(["(External strings)", "(Internalized strings)", "(Weak roots)", "(Weak string table)"]);
