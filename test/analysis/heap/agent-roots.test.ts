import { expect, test } from "vitest";
import { agentRoots } from "../../../src/analysis/heap/agent-roots.ts";
import { ownership } from "../../../src/analysis/heap/ownership.ts";
import { withoutProbe } from "../../../src/analysis/heap/probe-objects.ts";
import { EdgeKind } from "../../../src/run/heap-graph.ts";
import { heapFromText } from "../../support/heap-from-text.ts";

test("Node 20's resources carry the store themselves", () => {
  const heap = heapFromText(`
    root     synthetic         0  =>global
    global   object:global     0  .queue>resolve
    resolve  closure           1  -context>context
    context  object:system·/·Context 2  -previous>promise
    promise  object:Promise    4  .<symbol·kResourceStore>>store  -properties>array  -reaction>reaction
    array    hidden:system·/·PropertyArray 8  ~0>store
    reaction hidden:system·/·PromiseReaction 16  ~1>locals
    locals   array            32  -0>store
    timer    object:Timeout   64  .<symbol·kResourceStore>>other
    store    object:SwarmprofAgentStore 128  .label>label
    other    object:SwarmprofAgentStore 128  .label>label2
    label    string:swarmprof-agent:7 1
    label2   string:swarmprof-agent:3 1`);
  const roots = agentRoots(heap.graph);
  expect(roots).toEqual([
    { agent: 7, node: heap.node("promise") },
    { agent: 3, node: heap.node("timer") },
  ]);
  const owned = ownership(heap.graph, roots, 8);
  expect([owned.ownBytes[7], owned.ownBytes[3], owned.globalBytes, owned.probeBytes]).toEqual([60, 64, 3, 258]);
});

test("from Node 24 on, what holds a frame with the store in it is the agent's", () => {
  const heap = heapFromText(`
    root     synthetic          0  =>global  [1]>stack
    stack    synthetic:(Stack·roots) 0  [0]>frame
    global   object:global      0  .timer>timer  .frames>frames
    timer    object:Timeout     1  .<symbol·kAsyncContextFrame>>frame  ._onTimeout>handler
    handler  closure:tick       2
    reaction hidden:system·/·PromiseReaction 4  ~2>frame
    frame    object:AsyncContextFrame 8  -table>table
    table    array             16  -1>als  -2>store
    als      object:AsyncLocalStorage 32
    frames   array             64  ?0>frame
    store    object:SwarmprofAgentStore 128  .label>label
    label    string:swarmprof-agent:0 1`);
  expect(agentRoots(heap.graph)).toEqual([
    { agent: 0, node: heap.node("timer") },
    { agent: 0, node: heap.node("reaction") },
  ]);
});

test("labels of another form are somebody else's, and an agent has each root once", () => {
  const heap = heapFromText(`
    root   synthetic      0
    agent  object:Agent   1
    mark   object:SwarmprofAgentMark 1  .label>good   .instance>agent
    twice  object:SwarmprofAgentMark 1  .label>good   .instance>agent
    bad    object:SwarmprofAgentMark 1  .label>other  .instance>agent
    none   object:SwarmprofAgentMark 1  .instance>agent
    good   string:swarmprof-agent:2  1
    other  string:swarmprof-agent:x  1`);
  expect(agentRoots(heap.graph)).toEqual([{ agent: 2, node: heap.node("agent") }]);
});

test("without the probe its marks retain nothing, and the graph as it was read is as before", () => {
  const { graph } = heapFromText(`
    root    synthetic      0  =>global
    global  object:global  0  [0]>mark
    mark    object:SwarmprofAgentMark 1  .instance>agent
    agent   object:Agent   1`);
  expect([...withoutProbe(graph).edgeKind]).toEqual([EdgeKind.shortcut, EdgeKind.element, EdgeKind.weak]);
  expect([...graph.edgeKind]).toEqual([EdgeKind.shortcut, EdgeKind.element, EdgeKind.property]);
});
