import { type HeapGraph, isStrong } from "../../run/heap-graph.ts";
import type { AgentRoot } from "./agent-roots.ts";
import { AgentSets, UNTOLD } from "./agent-sets.ts";
import { classKey, className } from "./class-key.ts";
import { type Components, components } from "./components.ts";
import { FIRST_AGENT, Owner } from "./divide.ts";
import { internalTest } from "./internals.ts";

/** What the same agents share. */
export interface SharingGroup {
  /** The first eight of them, ascending. */
  readonly agents: readonly number[];
  readonly agentCount: number;
  readonly bytes: number;
  readonly count: number;
  /** The class that most of the bytes are of. */
  readonly mainClass: string;
}

export interface Sharing {
  readonly groups: readonly SharingGroup[];
  /** By agent. */
  readonly sharedBytes: Float64Array;
  readonly undividedBytes: number;
}

const GROUPS_SHOWN = 20;
const AGENTS_SHOWN = 8;

/**
 * Which agents share what. The agents that reach a shared object are those that refer to it, and those that reach what
 * refers to it: so the sets follow from each other, once what reaches itself has been taken together.
 * @param owner and contested, from `divide`
 */
export function sharing(
  graph: HeapGraph,
  owner: Uint32Array,
  contested: readonly AgentRoot[],
  agentCount: number,
): Sharing {
  const shared = sharedPart(owner);
  const parts = components(graph, shared.nodes, shared.places);
  const sets = new AgentSets(agentCount);
  const setOf = agentSetOfEach(parts, entriesOf(graph, owner, shared, parts, contested), sets);
  const bytes = new Float64Array(sets.count);
  const counts = new Uint32Array(sets.count);
  shared.nodes.forEach((node, index) => {
    const set = setOf[parts.component[index + 1] as number] as number;
    bytes[set] = (bytes[set] as number) + (graph.selfBytes[node] as number);
    (counts[set] as number)++;
  });
  const sharedBytes = new Float64Array(agentCount);
  for (let set = UNTOLD + 1; set < sets.count; set++) {
    for (const agent of sets.members(set)) sharedBytes[agent] = (sharedBytes[agent] as number) + (bytes[set] as number);
  }
  const largest = largestSets(bytes);
  const mainClasses = mainClassOfEach(graph, shared, parts, setOf, new Set(largest));
  const groups = largest.map((set) => ({
    agents: [...sets.members(set).subarray(0, AGENTS_SHOWN)],
    agentCount: sets.size(set),
    bytes: bytes[set] as number,
    count: counts[set] as number,
    mainClass: mainClasses.get(set) ?? "",
  }));
  return { groups, sharedBytes, undividedBytes: bytes[UNTOLD] as number };
}

interface SharedPart {
  readonly nodes: readonly number[];
  /** By node of the heap: its place among `nodes`, from 1; 0 if it isn't shared. */
  readonly places: Uint32Array;
}

function sharedPart(owner: Uint32Array): SharedPart {
  const nodes: number[] = [];
  const places = new Uint32Array(owner.length);
  for (let node = 0; node < owner.length; node++) {
    if (owner[node] === Owner.shared) places[node] = nodes.push(node);
  }
  return { nodes, places };
}

/** By component, from `first[c]` on: agents, and, negative, components that refer to it. */
interface Entries {
  readonly first: Uint32Array;
  readonly list: Int32Array;
}

function entriesOf(
  graph: HeapGraph,
  owner: Uint32Array,
  { places }: SharedPart,
  { count, component }: Components,
  contested: readonly AgentRoot[],
): Entries {
  const { nodeCount, firstEdge, edgeKind, edgeTo } = graph;
  const visit = (add: (component: number, entry: number) => void): void => {
    for (const { agent, node } of contested) add(component[places[node] as number] as number, agent);
    for (let node = 0; node < nodeCount; node++) {
      const whose = owner[node] as number;
      if (whose < FIRST_AGENT && whose !== Owner.shared) continue;
      const from = component[places[node] as number] as number; // 0 for an agent's own
      const entry = from === 0 ? whose - FIRST_AGENT : -from;
      const end = firstEdge[node + 1] as number;
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const place = places[edgeTo[edge] as number] as number;
        if (place === 0 || component[place] === from || !isStrong(edgeKind[edge] as number)) continue;
        add(component[place] as number, entry);
      }
    }
  };
  const first = new Uint32Array(count + 2);
  visit((component) => (first[component] as number)++);
  for (let component = 1; component < first.length; component++) {
    first[component] = (first[component] as number) + (first[component - 1] as number);
  }
  const list = new Int32Array(first[count + 1] as number);
  visit((component, entry) => (list[--(first[component] as number)] = entry));
  return { first, list };
}

/** By component. Those that refer to one have greater numbers, so their sets are known before. */
function agentSetOfEach({ count }: Components, { first, list }: Entries, sets: AgentSets): Uint32Array {
  const setOf = new Uint32Array(count + 1);
  for (let component = count; component > 0; component--) {
    const agents = new Set<number>();
    const from = new Set<number>();
    for (let at = first[component] as number; at < (first[component + 1] as number); at++) {
      const entry = list[at] as number;
      if (entry < 0) from.add(setOf[-entry] as number);
      else agents.add(entry);
    }
    setOf[component] = sets.union([...from], [...agents]);
  }
  return setOf;
}

function largestSets(bytes: Float64Array): number[] {
  const sets = Array.from(bytes.keys()).filter((set) => set !== UNTOLD && (bytes[set] as number) > 0);
  return sets.sort((a, b) => (bytes[b] as number) - (bytes[a] as number)).slice(0, GROUPS_SHOWN);
}

function mainClassOfEach(
  graph: HeapGraph,
  { nodes, places }: SharedPart,
  { component, foundFrom }: Components,
  setOf: Uint32Array,
  wanted: ReadonlySet<number>,
): Map<number, string> {
  const isInternal = internalTest(graph);
  const bytesByClass = new Map<number, Map<number, number>>();
  for (const node of nodes) {
    let place = places[node] as number;
    const set = setOf[component[place] as number] as number;
    if (!wanted.has(set)) continue;
    while (isInternal(nodes[place - 1] as number) && foundFrom[place] !== place) place = foundFrom[place] as number;
    const key = classKey(graph, nodes[place - 1] as number);
    let bytes = bytesByClass.get(set);
    if (bytes === undefined) bytesByClass.set(set, (bytes = new Map()));
    bytes.set(key, (bytes.get(key) ?? 0) + (graph.selfBytes[node] as number));
  }
  return new Map([...bytesByClass].map(([set, bytes]) => [set, className(graph, keyOfMost(bytes))]));
}

function keyOfMost(bytes: ReadonlyMap<number, number>): number {
  return [...bytes].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}
