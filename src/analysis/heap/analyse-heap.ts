import type { AgentClass } from "../../run/agent-class.ts";
import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import { type AllocationSite, allocationSites } from "./allocated-at.ts";
import { agentHoldings, type Holding } from "./agent-holdings.ts";
import { agentRoots, type AgentRoot } from "./agent-roots.ts";
import { type HeapCensus, heapCensus } from "./census.ts";
import { classAgents, type SnapshotAgent } from "./class-agents.ts";
import { type HeapClass, heapClasses } from "./classes.ts";
import { type HeapChange, compareCensuses } from "./compare-censuses.ts";
import type { HeldAlike } from "./class-instances.ts";
import { classPaths } from "./class-paths.ts";
import { UNREACHED } from "./distances.ts";
import { type StringUse, stringUse } from "./duplicate-strings.ts";
import { type HeapFunction, heapFunctions } from "./functions.ts";
import { type Grower, growers } from "./growers.ts";
import { type Holder, holders, NATIVE_CONTEXT } from "./holders.ts";
import { type HeapPart, heapMap } from "./heap-map.ts";
import { nodesNamed } from "./instances.ts";
import { type MeasuredHeap, measuredHeap } from "./measured-heap.ts";
import { type NativeMemory, nativeMemory } from "./native-memory.ts";
import { type Ownership, ownership } from "./ownership.ts";
import type { PathWording } from "./path-words.ts";

export interface HeapQuestion {
  /** Classes whose instances are agents. */
  readonly agentClasses: readonly AgentClass[];
  /** Earlier snapshots, in the order of time. */
  readonly earlier: readonly HeapCensus[];
  readonly wording: PathWording;
}

/** What a heap snapshot says. */
export interface HeapAnalysis {
  readonly heap: MeasuredHeap;
  readonly totalBytes: number;
  /** What nothing holds that counts here. */
  readonly unreachable: { readonly count: number; readonly bytes: number };
  readonly classes: readonly HeapClass[];
  readonly holders: readonly Holder[];
  readonly strings: StringUse;
  readonly functions: readonly HeapFunction[];
  /** Where V8 kept account of who allocated. */
  readonly sites: readonly AllocationSite[] | undefined;
  readonly native: readonly NativeMemory[];
  /** The globals of the thread and of each context of `node:vm`, by node. */
  readonly contexts: readonly number[];
  readonly map: HeapPart;
  /** By class's key, of the largest classes. */
  readonly paths: ReadonlyMap<number, readonly HeldAlike[]>;
  readonly agents: HeapAgents | undefined;
  /** Against the first of the earlier snapshots. */
  readonly change: HeapChange | undefined;
  /** With two earlier snapshots or more of the same process. */
  readonly growers: readonly Grower[] | undefined;
}

export interface HeapAgents {
  readonly ownership: Ownership;
  readonly agents: readonly (SnapshotAgent & { readonly holds: readonly Holding[] })[];
}

const CLASSES_WITH_PATHS = 60;
const HOLDERS = 20;
const DUPLICATES = 20;
const GROWERS = 20;
/** Agents of which it is told what they hold. */
const AGENTS_TOLD = 20;
const HOLDINGS = 5;

export function analyseHeap(read: HeapGraph, { agentClasses, earlier, wording }: HeapQuestion): HeapAnalysis {
  const heap = measuredHeap(read);
  const { graph, dominators, shallow, retained, keys, tree } = heap;
  const [first] = earlier;
  const census = first === undefined ? undefined : heapCensus(graph, shallow, keys);
  const change = first === undefined || census === undefined ? undefined : compareCensuses(first, census);
  const canGrow = census !== undefined && earlier.length > 1 && change?.isSameProcess === true;
  const classes = heapClasses(graph, dominators, shallow, retained, keys, tree);
  return {
    heap,
    totalBytes: retained[ROOT] as number,
    unreachable: unreachable(heap),
    classes,
    holders: holders(heap, HOLDERS),
    strings: stringUse(graph, DUPLICATES),
    functions: heapFunctions(heap),
    sites: allocationSites(graph, change?.isSameProcess === true ? first : undefined),
    native: nativeMemory(graph),
    contexts: contexts(heap),
    map: heapMap(heap),
    paths: classPaths(heap, classes.slice(0, CLASSES_WITH_PATHS), wording),
    agents: heapAgents(read, heap, agentClasses),
    change,
    growers: canGrow ? growers(heap, earlier, census, GROWERS, wording) : undefined,
  };
}

const ROOT = 0;

function contexts({ graph, retained }: MeasuredHeap): number[] {
  const found = nodesNamed(graph, NATIVE_CONTEXT, [NodeKind.hidden, NodeKind.object]);
  return [...found].sort((a, b) => (retained[b] as number) - (retained[a] as number));
}

function unreachable({ graph, distances: { distance } }: MeasuredHeap): { count: number; bytes: number } {
  let count = 0;
  let bytes = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    if (distance[node] !== UNREACHED) continue;
    count++;
    bytes += graph.selfBytes[node] as number;
  }
  return { count, bytes };
}

function heapAgents(
  read: HeapGraph,
  { graph, keys }: MeasuredHeap,
  wanted: readonly AgentClass[],
): HeapAgents | undefined {
  const { agents, roots } = wanted.length > 0 ? classAgents(graph, keys, wanted) : markedAgents(read);
  if (agents.length === 0) return undefined;
  const owned = ownership(graph, roots, agents.length);
  const largest = new Set(
    [...agents.keys()]
      .sort((a, b) => (owned.ownBytes[b] as number) - (owned.ownBytes[a] as number))
      .slice(0, AGENTS_TOLD),
  );
  return {
    ownership: owned,
    agents: agents.map((agent, at) => ({
      ...agent,
      holds: largest.has(at) ? agentHoldings(graph, owned, at, HOLDINGS) : [],
    })),
  };
}

/** Agents that swarmprof marked before it took the snapshot. What they are called stands in the run, not here. */
function markedAgents(read: HeapGraph): { agents: SnapshotAgent[]; roots: AgentRoot[] } {
  const roots = agentRoots(read);
  const count = roots.reduce((most, { agent }) => Math.max(most, agent + 1), 0);
  const agents = Array.from({ length: count }, (_, agent) => ({ id: `agent ${agent}`, role: "" }));
  return { agents, roots };
}
