import { expect, test } from "vitest";
import { type AgentRoot, agentRoots } from "../../../src/analysis/heap/agent-roots.ts";
import { FIRST_AGENT, Owner } from "../../../src/analysis/heap/divide.ts";
import { ownership, type Ownership } from "../../../src/analysis/heap/ownership.ts";
import { type HeapGraph, isStrong } from "../../../src/run/heap-graph.ts";
import { randomFrom } from "../../../src/stats/random.ts";
import { type DrawnHeap, heapFromText, randomHeapText } from "../../support/heap-from-text.ts";

const SWARM = `
  root      synthetic            0  =>global
  global    object:global        1  .swarm>registry  .marks>marks
  registry  object:Map           2  -table>table
  table     array                4  -1>planner  -2>coder
  planner   object:Planner      10  .peer>coder  .log>log  .plan>plan  .text>joined
  coder     object:Coder        20  .log>log  .peer>planner
  log       object:Log         100  .entries>entries
  entries   object:Array       200  [0]>planner  [1]>entry
  entry     object:Entry       400  .by>coder
  plan      object:Plan       1000  -buffer>bytes
  bytes     native:system·/·JSArrayBufferData 2000
  joined    string:text       4000
  marks     object:Array         8  [0]>mark0  [1]>mark1
  mark0     object:SwarmprofAgentMark 16  .label>label0  .instance>planner
  mark1     object:SwarmprofAgentMark 16  .label>label1  .instance>coder
  label0    string:swarmprof-agent:0  32
  label1    concatenated·string  32  -first>prefix  -second>digit
  prefix    string:swarmprof-agent:  24
  digit     string:1             3
  strings   synthetic:(External·strings) 0  [0]>joined  [1]>stray
  stray     string:stray        50`;

test("divides a heap among marked objects: own, shared, global, unreachable, the probe's", () => {
  const heap = heapFromText(SWARM);
  const roots = agentRoots(heap.graph);
  expect(roots).toEqual([
    { agent: 0, node: heap.node("planner") },
    { agent: 1, node: heap.node("coder") },
  ]);
  const owned = ownership(heap.graph, roots, 2);
  expect([...owned.ownBytes]).toEqual([10 + 1000 + 2000 + 4000, 20]);
  expect(owned.allSharedBytes).toBe(100 + 200 + 400);
  expect([...owned.sharedBytes]).toEqual([700, 700]);
  expect(owned.globalBytes).toBe(1 + 2 + 4 + 8);
  expect(owned.unreachableBytes).toBe(50);
  expect(owned.probeBytes).toBe(16 + 16 + 32 + 32 + 24 + 3);
  expect(owned.groups).toEqual([{ agents: [0, 1], agentCount: 2, bytes: 700, count: 3, mainClass: "Entry" }]);
});

test("what nothing but an agent's closure in the program's emitter holds is global", () => {
  const heap = heapFromText(`
    root      synthetic       0  =>global
    global    object:global   0  .emitter>emitter  .agent>agent
    emitter   object:Emitter  0  .listener>listener
    listener  closure         1  -context>context
    context   object:system·/·Context 2  $self>agent  $cache>cache
    cache     object:Cache    4
    agent     object:Agent    8`);
  const owned = ownership(heap.graph, [{ agent: 0, node: heap.node("agent") }], 1);
  expect([owned.globalBytes, owned.ownBytes[0]]).toEqual([7, 8]);
});

test("a WeakMap's entry belongs to whom its key belongs", () => {
  const heap = heapFromText(`
    root    synthetic       0  =>global
    global  object:global   0  .notes>notes  .agent>agent
    notes   object:WeakMap  0  -table>table
    table   array           0  %agent@table>note
    agent   object:Agent    1  %agent@table>note
    note    object:Note     2`);
  const owned = ownership(heap.graph, [{ agent: 0, node: heap.node("agent") }], 1);
  expect(owned.ownBytes[0]).toBe(3);
});

test("groups name the first eight agents, and how many there are", () => {
  const agents = Array.from(
    { length: 40 },
    (_, agent) => `agent${agent} object:Agent 1 .all>all .one>one${agent % 20}`,
  );
  const pairs = Array.from({ length: 20 }, (_, pair) => `one${pair} object:Pair ${100 + pair}`);
  const heap = heapFromText(`
    root synthetic 0
    ${agents.join("\n")}
    all array 1000
    ${pairs.join("\n")}`);
  const roots = agents.map((_, agent) => ({ agent, node: heap.node(`agent${agent}`) }));
  const { groups, sharedBytes } = ownership(heap.graph, roots, 40);
  expect(groups[0]).toEqual({
    agents: [0, 1, 2, 3, 4, 5, 6, 7],
    agentCount: 40,
    bytes: 1000,
    count: 1,
    mainClass: "(array)",
  });
  expect(groups[1]).toEqual({ agents: [19, 39], agentCount: 2, bytes: 119, count: 1, mainClass: "Pair" });
  expect(sharedBytes[19]).toBe(1119);
});

test("agrees with a search from each agent alone, on random heaps", () => {
  const random = randomFrom(13);
  for (let run = 0; run < 600; run++) {
    const text = randomHeapText(random);
    const heap = heapFromText(text);
    const agentCount = 1 + Math.floor(random() * 40);
    const roots = randomRoots(heap, agentCount, random);
    const owned = ownership(heap.graph, roots, agentCount);
    const drawn = `${JSON.stringify(roots)}\n${text}`;
    expect(partsOf(owned), drawn).toEqual(partsByAgent(heap.graph, roots, agentCount));
    const parts = [owned.allSharedBytes, owned.globalBytes, owned.unreachableBytes, owned.probeBytes];
    expect(sum(parts) + sum(owned.ownBytes), drawn).toBe(sum(heap.graph.selfBytes));
  }
});

function randomRoots({ graph }: DrawnHeap, agentCount: number, random: () => number): AgentRoot[] {
  const roots = new Map<string, AgentRoot>();
  for (let i = 0; i < 1 + agentCount / 8 + random() * 4; i++) {
    const agent = Math.floor(random() * agentCount);
    const node = 1 + Math.floor(random() * (graph.nodeCount - 1));
    roots.set(`${agent} ${node}`, { agent, node });
  }
  return [...roots.values()];
}

interface Parts {
  readonly owner: readonly string[];
  readonly ownBytes: readonly number[];
  readonly sharedBytes: readonly number[];
  /** Bytes by the agents that share them. */
  readonly groups: Readonly<Record<string, number>>;
}

function partsOf({ owner, ownBytes, sharedBytes, groups }: Ownership): Parts {
  const words = Object.entries(Owner);
  return {
    owner: Array.from(owner, (whose) => words.find(([, other]) => other === whose)?.[0] ?? `${whose - FIRST_AGENT}`),
    ownBytes: [...ownBytes],
    sharedBytes: [...sharedBytes],
    groups: Object.fromEntries(
      groups.map(({ agents, agentCount, bytes }) => [`${agentCount}: ${agents.join()}`, bytes]),
    ),
  };
}

function partsByAgent(graph: HeapGraph, roots: readonly AgentRoot[], agentCount: number): Parts {
  const rootsOf = new Map<number, number[]>();
  for (const { agent, node } of roots) rootsOf.set(node, [...(rootsOf.get(node) ?? []), agent]);
  const global = search(graph, [0], (to) => !rootsOf.has(to));
  const reached = Array.from({ length: agentCount }, (_, agent) => {
    const starts = roots.filter((root) => root.agent === agent).map(({ node }) => node);
    return search(graph, starts, (to) => !global.has(to) && (rootsOf.get(to)?.length ?? 2) > 1);
  });
  const nodes = Array.from(graph.selfBytes, (_, node) => node);
  const sharers = nodes.map((node) => reached.flatMap((of, agent) => (of.has(node) ? [agent] : [])));
  const bytes = (of: (node: number) => boolean): number =>
    sum(nodes.filter(of).map((node) => graph.selfBytes[node] as number));
  const groups: Record<string, number> = {};
  for (const agents of sharers.filter(({ length }) => length > 1)) {
    const key = `${agents.length}: ${agents.slice(0, 8).join()}`;
    groups[key] = bytes((node) => `${sharers[node]?.length}: ${sharers[node]?.slice(0, 8).join()}` === key);
  }
  return {
    owner: nodes.map((node) => {
      const [agent, another] = sharers[node] ?? [];
      if (global.has(node)) return "global";
      if (agent === undefined) return "unreachable";
      return another === undefined ? `${agent}` : "shared";
    }),
    ownBytes: reached.map((_, agent) => bytes((node) => sharers[node]?.length === 1 && sharers[node][0] === agent)),
    sharedBytes: reached.map((of) => bytes((node) => of.has(node) && (sharers[node]?.length ?? 0) > 1)),
    groups,
  };
}

function search(graph: HeapGraph, starts: readonly number[], mayEnter: (node: number) => boolean): Set<number> {
  const reached = new Set(starts.filter((node) => node !== 0 || mayEnter(node)));
  for (const node of reached) {
    for (let edge = graph.firstEdge[node] as number; edge < (graph.firstEdge[node + 1] as number); edge++) {
      const to = graph.edgeTo[edge] as number;
      const kind = graph.edgeKind[edge] as number;
      if ((isStrong(kind) || (node === 0 && kind === 5)) && mayEnter(to)) reached.add(to);
    }
  }
  return reached;
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}
