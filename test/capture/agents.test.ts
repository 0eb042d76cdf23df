import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { cpuJson, memJson, program, runNode, swarmprof } from "../support/swarmprof.ts";

const OBJECTS = program("agents-objects.mjs");
const CONTEXTS = program("agents-contexts.mjs");
const API = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

describe("agents that are instances of a class", () => {
  test("have the CPU time that their methods burn, also after they have waited", async () => {
    const { result, stdout, stderr } = await cpuJson([OBJECTS, "--agent-class", "Planner"]);
    expect([stdout.toString().startsWith("{"), stderr]).toEqual([true, expect.stringContaining("done")]);
    const { agents = [], cpuByThread = [] } = result.cpu;
    expect(agents.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((k) => `planner-${k}`));
    // Beside other tests the machine is loaded: then a mean is what can be promised.
    const errors = agents
      .filter(({ id }) => Number(id.at(-1)) >= 4)
      .map(({ id, cpuMs }) => Math.abs(cpuMs / (8 * Number(id.at(-1))) - 1));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length, String(errors)).toBeLessThan(0.08);
    const [main] = cpuByThread;
    expect(main?.countedMs).toBeCloseTo((main?.agentsMs ?? 0) + (main?.unattributedMs ?? 0), 1);
    expect(result.cpu.agents?.reduce((sum, { cpuMs }) => sum + cpuMs, 0)).toBeCloseTo(main?.agentsMs ?? 0, 0);
  });

  test("have what they alone keep alive, private fields included; the parts add up to the heap", async () => {
    const { result } = await memJson([OBJECTS, "--agent-class", "agents-objects.mjs#Planner"]);
    const { agents = [], heaps = [] } = result.memory;
    for (const { id, retainedBytes } of agents) {
      const truth = 4 * 6_250 * 8 * Number(id.at(-1));
      expect(Math.abs((retainedBytes ?? 0) - truth) / truth, `${id}: ${retainedBytes}, not ${truth}`).toBeLessThan(
        0.02,
      );
    }
    for (const heap of heaps) {
      const parts = heap.ownBytes + heap.sharedBytes + heap.globalBytes + heap.unreachableBytes + heap.probeBytes;
      expect(parts).toBe(heap.totalBytes);
    }
  });

  test("break a budget by name", async () => {
    const budget = "memory.per_agent[planner-*]=1MB";
    const { exitCode, result } = await memJson([OBJECTS, "--agent-class", "Planner", "--budget", budget]);
    expect(exitCode).toBe(1);
    const broken = result.findings.find(({ rule }) => rule === "budget")?.message;
    expect(broken).toMatch(
      /60[01] KB over the limit of 1\.0 MB: agent `planner-8`, most in 1\.6 MB in \d+ Array: Planner/,
    );
  });

  test("leave the program's output and exit code as they are", async () => {
    const plain = await runNode([OBJECTS]);
    const profiled = await swarmprof(["cpu", OBJECTS, "--agent-class", "Planner", "--quiet"]);
    expect([profiled.stdout.toString(), profiled.exitCode]).toEqual([plain.stdout.toString(), 0]);
  });
});

test("of short calls one of many is timed, and stands for all", async () => {
  const { result } = await cpuJson([program("agents-short.mjs"), "--agent-class", "Bird,Timer"]);
  const byId = new Map(result.cpu.agents?.map((agent) => [agent.id, agent]));
  for (const k of [1, 2, 3, 4]) {
    const calls = byId.get(`bird-${k}`)?.slices ?? 0;
    expect(Math.abs(calls / (20_000 * k) - 1), `bird-${k}: ${calls}`).toBeLessThan(k === 1 ? 0.2 : 0.15);
  }
  // What a short method starts is still its agent's: ten callbacks with 2 ms of CPU each.
  expect(byId.get("timer")?.cpuMs).toBeGreaterThan(17);
});

test("classes are found in every form, and do what they did", async () => {
  const forms = program("agents-forms.cjs");
  const classes = "Fields,Neighbour,Old,Assigned,Exported,Late,Many,Missing";
  const { result, stderr } = await cpuJson([forms, "--agent-class", classes]);
  expect(stderr).toContain((await runNode([forms])).stdout.toString());
  expect(result.cpu.agents?.map(({ id }) => id).sort()).toEqual([
    "Assigned-3",
    "Exported-4",
    "Fields-0",
    "Late-5",
    "Many-7",
    "Neighbour-1",
    "Old-2",
    "Sub-6",
  ]);
  const missing = result.findings.filter(({ rule }) => rule === "unknown-agents").map(({ message }) => message);
  expect(missing).toEqual([expect.stringContaining("No class `Missing` was met")]);
});

test("classes are found where they have no name, and so are functions in fields, getters, and subclasses", async () => {
  const places = program("agents-places.cjs");
  const classes = "Told,Property,Returned,Mixed,Made,Arrow,Only,Assigned,Getter,Base,Service,Bare";
  const { result, stderr } = await cpuJson([places, "--agent-class", classes]);
  expect(stderr).toContain((await runNode([places])).stdout.toString());
  expect(result.cpu.agents?.map(({ id, role, slices }) => `${id} ${role} ${slices}`).sort()).toEqual([
    "Bare #1 Bare 1",
    "Bare #2 Bare 1",
    "Only-arrow Only 4",
    "agent-0 Told 1",
    "agent-1 Property 1",
    "agent-2 Returned 1",
    "agent-3 Returned 1",
    "agent-5 Made 1",
    "agent-6 Arrow 1",
    "agent-7 Assigned 1",
    "agent-8 Getter 3",
    "agent-9 Quiet 1",
    "agent-bound Assigned 1",
    "agent-service Service 1",
  ]);
  // A class without constructor and fields is known from its first call on, which is not its own yet.
  expect(result.findings.filter(({ rule }) => rule === "unknown-agents")).toEqual([]);
});

describe("agents that are async contexts", () => {
  test("hold what the locals of their waiting functions hold, long gone at the end", async () => {
    const { result, stderr } = await memJson([CONTEXTS, "--", API]);
    expect(stderr).toContain("7 returned");
    const { agents = [] } = result.memory;
    for (const { id, peakBytes } of agents.filter(({ id: name }) => name.startsWith("coder"))) {
      const truth = 3 * 12_500 * 8 * Number(id.at(-1));
      expect(Math.abs((peakBytes ?? 0) - truth) / truth, `${id}: ${peakBytes}, not ${truth}`).toBeLessThan(0.03);
    }
    expect(agents.map(({ id, role, parent }) => `${id} ${role} ${parent}`.trim()).sort()).toEqual([
      "coder-1 coder",
      "coder-2 coder",
      "coder-3 coder",
      "coder-4 deputy lead",
      "coder-5 writer",
      "coder-6 writer",
      "coder-7 scoped lead",
      "lead lead",
      "loner loner",
      "reader reader lead",
    ]);
  });

  test("cost nothing and change nothing without swarmprof", async () => {
    const { stdout, exitCode } = await runNode([CONTEXTS, API]);
    expect([stdout.toString(), exitCode]).toEqual(["7 returned\n", 0]);
  });
});

test("a class that can't be one is refused", async () => {
  const { exitCode, stderr } = await swarmprof(["cpu", OBJECTS, "--agent-class", "Pla nner"]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--agent-class takes names like")]);
});
