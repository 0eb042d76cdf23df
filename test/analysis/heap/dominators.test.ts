import { expect, test } from "vitest";
import { type Dominators, dominators } from "../../../src/analysis/heap/dominators.ts";
import { retainedBytes } from "../../../src/analysis/heap/retained.ts";
import { shallowBytes } from "../../../src/analysis/heap/shallow.ts";
import { EdgeKind, type HeapGraph, isStrong, NodeKind } from "../../../src/run/heap-graph.ts";
import { randomFrom } from "../../../src/stats/random.ts";
import { heapFromText, randomHeapText } from "../../support/heap-from-text.ts";

test("an object is dominated by what all ways to it pass through", () => {
  const { graph, node } = heapFromText(`
    root     synthetic        0  =>global
    global   object:global    1  .a>planner  .b>coder
    planner  object:Planner  10  .log>log  .plan>plan
    coder    object:Coder    20  .log>log
    log      object:Log     100  .last>entry
    entry    object:Entry   200  .log>log
    plan     object:Plan    300`);
  const dominator = byNode(dominators(graph));
  const name = (id: string): number => dominator[node(id)] as number;
  expect([name("log"), name("entry"), name("plan")]).toEqual([node("global"), node("log"), node("planner")]);
  const retained = retainedBytes(dominators(graph), graph.selfBytes);
  expect([retained[node("planner")], retained[node("coder")], retained[node("log")]]).toEqual([310, 20, 300]);
  expect(retained[0]).toBe(631);
});

test("neither weak references nor V8's own objects keep what the program has", () => {
  const { graph, node } = heapFromText(`
    root     synthetic           0  =>global  [1]>gc
    gc       synthetic:GC·roots  0  [1]>cache
    cache    object:Cache        0  .last>plan
    global   object:global       0  .planner>planner  ?planner>plan
    planner  object:Planner     10  .plan>plan
    plan     object:Plan       300`);
  expect(byNode(dominators(graph))[node("plan")]).toBe(node("planner"));
});

test("an entry of a WeakMap is kept by its key", () => {
  const { graph, node } = heapFromText(`
    root     synthetic       0  =>global
    global   object:global   0  .notes>notes  .agent>agent
    notes    object:WeakMap  8  -table>table
    table    array          16  %agent@table>note
    agent    object:Agent   10  %agent@table>note
    note     object:Note   300`);
  expect(byNode(dominators(graph))[node("note")]).toBe(node("agent"));
});

test("agrees with removing each object and looking what is left, on random heaps", () => {
  const random = randomFrom(11);
  for (let run = 0; run < 400; run++) {
    const text = randomHeapText(random);
    const { graph } = heapFromText(text);
    const found = dominators(graph);
    const retained = retainedBytes(found, graph.selfBytes);
    const expected = byRemoval(graph);
    expect(byNode(found), text).toEqual(expected.dominator);
    expect([...retained], text).toEqual(expected.retained);
    expect(found.above.every((up, place) => up < place || place === 0)).toBe(true);
  }
});

test("what stores an object counts to the only object that it is reached from, on random heaps", () => {
  const random = randomFrom(12);
  for (let run = 0; run < 400; run++) {
    const text = randomHeapText(random);
    const { graph } = heapFromText(text);
    expect([...shallowBytes(graph)], text).toEqual(shallowByOwners(graph));
  }
});

function byNode({ order, above }: Dominators): number[] {
  return Array.from(order, (_, node) => order[above[order.indexOf(node)] as number] as number);
}

/** An object dominates what cannot be reached without it. */
function byRemoval(graph: HeapGraph): { dominator: number[]; retained: number[] } {
  const nodes = Array.from({ length: graph.nodeCount }, (_, node) => node);
  const references = retaining(graph);
  const unreferred = nodes.filter(
    (node) => node > 0 && references.every(({ from, to }) => to !== node || from === node),
  );
  const all = [...references, ...unreferred.map((to) => ({ from: 0, to }))];
  const reached = reach(all, [0]);
  /** By node, those that dominate it, itself too. */
  const above = nodes.map(() => new Set<number>());
  for (const removed of reached) {
    const left = reach(
      all.filter(({ from, to }) => from !== removed && to !== removed),
      removed === 0 ? [] : [0],
    );
    for (const node of reached) if (!left.has(node)) above[node]?.add(removed);
  }
  const dominator = nodes.map((node) => {
    const strict = [...(above[node] ?? [])].filter((other) => other !== node);
    // The nearest has most dominators itself.
    return strict.sort((a, b) => (above[b]?.size ?? 0) - (above[a]?.size ?? 0))[0] ?? 0;
  });
  const retained = nodes.map((node) =>
    nodes
      .filter((other) => other === node || node === 0 || above[other]?.has(node))
      .reduce((sum, other) => sum + (graph.selfBytes[other] as number), 0),
  );
  return { dominator, retained };
}

interface Reference {
  readonly from: number;
  readonly to: number;
}

/** DevTools' rule. */
function retaining(graph: HeapGraph): Reference[] {
  const edges = edgesOf(graph);
  const globals = edges.filter(({ from, kind }) => from === 0 && kind === EdgeKind.shortcut).map(({ to }) => to);
  const own = reach(
    edges.filter(({ from, kind }) => from !== 0 && kind !== EdgeKind.weak),
    globals,
  );
  return edges.filter(({ from, to, kind }) => {
    if (from === 0) return kind !== EdgeKind.weak;
    return isStrong(kind) && from !== to && (own.has(from) || !own.has(to));
  });
}

function shallowByOwners(graph: HeapGraph): number[] {
  const nodes = Array.from({ length: graph.nodeCount }, (_, node) => node);
  const isText = (node: number): boolean =>
    graph.nodeKind[node] === NodeKind.native &&
    graph.strings.text(graph.nodeName[node] as number) === "system / ExternalStringData";
  const isInternal = (node: number): boolean => (graph.nodeKind[node] as number) <= NodeKind.array || isText(node);
  const globals = edgesOf(graph).filter(({ from, to }) => from === 0 && graph.nodeKind[to] !== NodeKind.synthetic);
  if (globals.length === 0) return [...graph.selfBytes];
  const into = edgesOf(graph).filter(({ to, kind }) => kind !== EdgeKind.weak && isInternal(to));
  const shallow = [...graph.selfBytes];
  for (const node of nodes.filter(isInternal)) {
    const owners = nodes.filter((owner) => {
      const ways = into.filter(({ from }) => from === owner || isInternal(from));
      return !isInternal(owner) && reach(ways, [owner]).has(node);
    });
    const [owner] = owners;
    if (owner === undefined || owners.length > 1 || graph.nodeKind[owner] === NodeKind.synthetic) continue;
    shallow[owner] = (shallow[owner] as number) + (graph.selfBytes[node] as number);
    shallow[node] = 0;
  }
  return shallow;
}

function edgesOf(graph: HeapGraph): (Reference & { readonly kind: number })[] {
  return Array.from({ length: graph.nodeCount }, (_, from) => from).flatMap((from) => {
    const edges = [];
    for (let edge = graph.firstEdge[from] as number; edge < (graph.firstEdge[from + 1] as number); edge++) {
      edges.push({ from, to: graph.edgeTo[edge] as number, kind: graph.edgeKind[edge] as number });
    }
    return edges;
  });
}

function reach(references: readonly Reference[], starts: readonly number[]): Set<number> {
  const reached = new Set(starts);
  for (const node of reached) for (const { from, to } of references) if (from === node) reached.add(to);
  return reached;
}
