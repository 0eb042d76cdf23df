import { expect, test } from "vitest";
import { agentHoldings } from "../../../src/analysis/heap/agent-holdings.ts";
import { distances } from "../../../src/analysis/heap/distances.ts";
import { ownership } from "../../../src/analysis/heap/ownership.ts";
import { retainingPath } from "../../../src/analysis/heap/retaining-path.ts";
import { heapFromText } from "../../support/heap-from-text.ts";

const SWARM = `
  root      synthetic           0  =>global  [1]>gc
  gc        synthetic:(GC·roots) 0  [3]>cache
  cache     object:Cache        8  .last>text
  global    object:global       8  .swarm>swarm
  swarm     object:Object       8  .agents>agents
  agents    object:Map          8  -table>table
  table     array               8  -5>key  -6>planner  -8>coder
  key       string:agent-7      8
  planner   object:Planner     10  .history>history  .plan>plan
  history   object:Array       16  -elements>slots  [0]>old  [1]>message
  slots     array              64  -0>old  -1>message
  old       object:Message     10
  message   object:Message     10  .text>text
  text      string:hello      500
  plan      closure:plan       20  -context>context
  context   object:system·/·Context 30  $draft>draft
  draft     object:Draft       40  .next>draft2
  draft2    object:Draft       40  .next>draft3
  draft3    object:Draft       40  .next>draft4
  draft4    object:Draft       90
  coder     object:Coder       10
  lost      object:Lost         1`;

test.each([
  ["text", 'global.swarm → Object.agents → Map["agent-7"] → Planner.history → Array[1] → Message.text'],
  ["coder", "global.swarm → Object.agents → Map[entry] → Coder"],
  ["draft4", 'Map["agent-7"] → Planner.plan → plan() variable draft → Draft.next (3 times) → Draft'],
  ["cache", "(GC roots) → Cache"],
  ["slots", "Planner.history → Array"],
])("the path to %s in words", (id, words) => {
  const { graph, node } = heapFromText(SWARM);
  expect(retainingPath(graph, distances(graph), node(id), { texts: true })).toContain(words);
});

test("keys are the program's data, and in no path unless they are asked for", () => {
  const { graph, node } = heapFromText(`
    root    synthetic     0  =>global
    global  object:global 8  .users>users
    users   object:Object 8  .ann@mail.org>ann
    ann     object:User   8  .names>names
    names   object:Map    8  -table>table
    table   array         8  -5>key  -6>name
    key     string:first  8
    name    object:Name   8`);
  const path = (texts: boolean) => retainingPath(graph, distances(graph), node("name"), { texts });
  expect(path(false)).toBe("global.users → Object[entry] → User.names → Map[entry] → Name");
  expect(path(true)).toBe('global.users → Object["ann@mail.org"] → User.names → Map["first"] → Name');
});

test("distances count from the global objects", () => {
  const { graph, node } = heapFromText(SWARM);
  const { distance } = distances(graph);
  expect(["root", "global", "planner", "text", "gc", "cache"].map((id) => distance[node(id)])).toEqual([
    0, 1, 5, 8, 1, 2,
  ]);
  expect(retainingPath(graph, distances(graph), node("lost"))).toBeUndefined();
});

test("what an agent holds, by class, with the path to the largest", () => {
  const { graph, node } = heapFromText(SWARM);
  const owned = ownership(graph, [{ agent: 0, node: node("planner") }], 1);
  const holdings = agentHoldings(graph, owned, 0, 10);
  expect(holdings.map(({ className, count, bytes, path }) => `${bytes} ${count} ${className} | ${path}`)).toEqual([
    "210 4 Draft | Planner.plan → plan() variable draft → Draft.next (3 times) → Draft",
    "80 1 Array | Planner.history → Array",
    "50 1 (closure) | Planner.plan → plan()",
    "20 2 Message | Planner.history → Array[0] → Message",
    "10 1 Planner | Planner",
  ]);
  expect(agentHoldings(graph, owned, 0, 2)).toEqual(holdings.slice(0, 2));
});

test("a function that waits has locals, and V8's closure that wakes it stays out", () => {
  const { graph, node } = heapFromText(`
    root      synthetic           0
    reaction  hidden:system·/·PromiseReaction 1  ~0>wake
    wake      closure             2  -context>context
    context   object:system·/·Context 4  -extension>call
    call      object:Generator    8  -parameters_and_registers>registers  -function>plan
    registers array              16  -4>notes
    notes     object:Notes       32
    plan      closure:plan       64`);
  const owned = ownership(graph, [{ agent: 0, node: node("reaction") }], 1);
  const [, notes] = agentHoldings(graph, owned, 0, 9);
  expect(notes).toEqual({ className: "Notes", count: 1, bytes: 32, path: "plan() local → Notes" });
});
