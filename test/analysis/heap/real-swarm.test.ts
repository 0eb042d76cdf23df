/** Swarms whose memory is known beforehand, each in a process of its own that writes a snapshot of itself. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { agentHoldings } from "../../../src/analysis/heap/agent-holdings.ts";
import { agentRoots } from "../../../src/analysis/heap/agent-roots.ts";
import { distances } from "../../../src/analysis/heap/distances.ts";
import { dominators } from "../../../src/analysis/heap/dominators.ts";
import { instancesOf } from "../../../src/analysis/heap/instances.ts";
import { ownership, type Ownership } from "../../../src/analysis/heap/ownership.ts";
import { withoutProbe } from "../../../src/analysis/heap/probe-objects.ts";
import { retainedBytes } from "../../../src/analysis/heap/retained.ts";
import { retainingPath } from "../../../src/analysis/heap/retaining-path.ts";
import { shallowBytes } from "../../../src/analysis/heap/shallow.ts";
import { readHeapSnapshot } from "../../../src/formats/heapsnapshot/read-heap-snapshot.ts";
import { heapSnapshotFile } from "../../../src/formats/heapsnapshot/snapshot-file.ts";
import type { HeapGraph } from "../../../src/run/heap-graph.ts";
import { emptyFolder, runNode } from "../../support/swarmprof.ts";

const KB = 1024;
/** Times the place of an agent, from 1. */
const UNIT_BYTES = 300 * KB;
const SHARED_BYTES = 2_000 * KB;

/** `fill(i)` gives agent `i` (i + 1) * 300 KB, in seven equal parts of different kinds. */
const FILL = `
  const v8 = require("node:v8");
  const text = (bytes, i) => Buffer.alloc(bytes, 97 + (i % 20)).toString("latin1");
  class Message { constructor(text) { this.text = text; } }
  class Secret { #text; #list; constructor(text, list) { this.#text = text; this.#list = list; } has(x) { return this.#list.includes(x) && this.#text; } }
  function fill(i) {
    const part = Math.floor(((i + 1) * ${UNIT_BYTES}) / 7);
    const ofTexts = (make) => Array.from({ length: 5 }, (_, k) => make(text(part / 5, k + i)));
    return {
      numbers: new Array(part >> 3).fill(0.5),
      objects: Array.from({ length: Math.floor(part / 56) }, (_, k) => ({ x: k, y: k, z: 0 })), // 48 each, and 8 in the array
      history: ofTexts((text) => new Message(text)),
      notes: new Map(ofTexts((text) => ["note " + text.length + text[0], text])),
      closures: ofTexts((text) => () => text.length),
      secret: new Secret(text(part, i), [1, 2]),
      buffer: Buffer.alloc(part),
    };
  }
  let shared = { bytes: Buffer.alloc(${SHARED_BYTES} / 2), numbers: new Array(${SHARED_BYTES} / 16).fill(1.5) };`;

const OBJECT_AGENTS = `${FILL}
  class Planner { constructor(i) { this.held = fill(i); this.shared = shared; this.peers = []; } }
  class SwarmprofAgentMark { constructor(i, instance) { this.label = "swarmprof-agent:" + i; this.instance = instance; } }
  globalThis.swarm = { planners: new Map() };
  for (let i = 0; i < 10; i++) swarm.planners.set("planner-" + i, new Planner(i));
  shared = undefined;
  const planners = [...swarm.planners.values()];
  planners.forEach((planner, i) => planner.peers.push(planners[(i + 1) % 10]));
  globalThis.marks = planners.map((planner, i) => new SwarmprofAgentMark(i, planner));
  v8.writeHeapSnapshot("swarm.heapsnapshot");`;

const CONTEXT_AGENTS = `${FILL}
  const { AsyncLocalStorage } = require("node:async_hooks");
  const { EventEmitter, on } = require("node:events");
  const { PassThrough } = require("node:stream");
  const { setTimeout: sleep } = require("node:timers/promises");
  class SwarmprofAgentStore { constructor(i) { this.label = "swarmprof-agent:" + i; } }
  const agents = new AsyncLocalStorage();
  const queue = (globalThis.queue = []);
  let used;
  const use = (...values) => { used = values.length; };
  const waits = [
    async (held, shared) => { await new Promise((done) => setTimeout(done, 1e6)); use(held, shared); },
    async (held, shared) => { await sleep(1e6); use(held, shared); },
    async (held, shared) => { await new Promise((done) => queue.push(done)); use(held, shared); },
    async (held, shared) => { await { then: (done) => queue.push(done) }; use(held, shared); },
    (held, shared) => { setInterval(() => use(held, shared), 1e6); },
    async (held, shared) => { const inner = async () => { await sleep(1e6); }; await inner(); use(held, shared); },
    async (held, shared) => {
      const stream = new PassThrough();
      setInterval(() => stream.write("x"), 1e6);
      for await (const chunk of stream) use(held, chunk, shared);
    },
    async (held, shared) => {
      const emitter = new EventEmitter();
      setInterval(() => emitter.emit("x"), 1e6);
      for await (const event of on(emitter, "x")) use(held, event, shared);
    },
    async (held, shared) => {
      const steps = (async function* () { await sleep(1e6); yield held; })();
      for await (const step of steps) use(step, shared);
    },
    (held, shared) => new Promise((done) => queue.push(done)).then(() => use(held, shared)),
  ];
  waits.forEach((wait, i) => agents.run(new SwarmprofAgentStore(i), () => { wait(fill(i), shared); }));
  shared = undefined;
  sleep(50).then(() => {
    v8.writeHeapSnapshot("swarm.heapsnapshot");
    process.exit();
  });`;

interface Swarm {
  readonly graph: HeapGraph;
  readonly owned: Ownership;
}

async function swarmOf(program: string, flags: readonly string[] = []): Promise<Swarm> {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "swarm.cjs"), program);
  const { exitCode, stderr } = await runNode([...flags, "swarm.cjs"], { cwd });
  expect([exitCode, stderr]).toEqual([0, ""]);
  const whole = readHeapSnapshot(await heapSnapshotFile(join(cwd, "swarm.heapsnapshot")));
  const roots = agentRoots(whole);
  const graph = withoutProbe(whole);
  return { graph, owned: ownership(graph, roots, 10) };
}

/** Relative to what `fill` was to give. */
function errorsOf({ owned }: Swarm): { mean: number; max: number } {
  const errors = Array.from(owned.ownBytes, (bytes, agent) => Math.abs(bytes / ((agent + 1) * UNIT_BYTES) - 1));
  return { mean: errors.reduce((sum, error) => sum + error, 0) / errors.length, max: Math.max(...errors) };
}

function total(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0);
}

describe("agents that are objects", () => {
  let swarm: Swarm;
  beforeAll(async () => {
    swarm = await swarmOf(OBJECT_AGENTS);
  });

  test("own what they were given, to 1 %, and the parts add up", () => {
    const { graph, owned } = swarm;
    const { mean, max } = errorsOf(swarm);
    expect(mean).toBeLessThan(0.01);
    expect(max).toBeLessThan(0.03);
    expect(owned.allSharedBytes / SHARED_BYTES).toBeCloseTo(1, 2);
    expect(owned.groups[0]).toMatchObject({ agents: [0, 1, 2, 3, 4, 5, 6, 7], agentCount: 10 });
    const parts = [owned.allSharedBytes, owned.globalBytes, owned.unreachableBytes, owned.probeBytes];
    expect(total(parts) + total(owned.ownBytes)).toBe(total(graph.selfBytes));
  });

  test("hold it by paths that a person can follow", () => {
    const holdings = agentHoldings(swarm.graph, swarm.owned, 4, 12);
    const paths = holdings.map(({ className, path }) => `${className}: ${path}`);
    expect(paths).toContain("(string): Planner.held → Object.secret → Secret.#text");
    expect(paths).toContain("ArrayBuffer: Planner.held → Object.buffer → Buffer → ArrayBuffer");
    expect(paths).toContain("Message: Planner.held → Object.history → Array[0] → Message");
    expect(total(holdings.map(({ bytes }) => bytes)) / (swarm.owned.ownBytes[4] as number)).toBeGreaterThan(0.99);
  });

  test("retain what is theirs as dominators have it, and are found from the global object", () => {
    const { graph, owned } = swarm;
    const retained = retainedBytes(dominators(graph), shallowBytes(graph));
    const planners = instancesOf(graph, "Planner");
    expect(planners).toHaveLength(10);
    for (const [agent, roots] of owned.roots.entries()) {
      const own = retained[roots[0] as number] as number;
      expect(Math.abs(own / (owned.ownBytes[agent] as number) - 1)).toBeLessThan(0.001);
    }
    const paths = Array.from(planners, (planner) => retainingPath(graph, distances(graph), planner, { texts: true }));
    expect(paths).toContainEqual(
      expect.stringMatching(/^global.*\.swarm → Object\.planners → Map\["planner-3"\] → Planner$/),
    );
  });
});

describe("agents that are asynchronous contexts", () => {
  const flag = "--experimental-async-context-frame"; // which Node 22 has, and 24 no longer needs
  const flagSets = process.allowedNodeEnvironmentFlags.has(flag) ? [[], [flag]] : [[]];

  test.each(flagSets.map((flags) => ({ flags })))(
    "own what their suspended functions hold, to 1 % ($flags)",
    async ({ flags }) => {
      const swarm = await swarmOf(CONTEXT_AGENTS, flags);
      const { mean, max } = errorsOf(swarm);
      expect(mean).toBeLessThan(0.01);
      expect(max).toBeLessThan(0.03); // an iterator over events has 32 KB of its own
      expect(swarm.owned.allSharedBytes / SHARED_BYTES).toBeCloseTo(1, 1);
      const [largest] = agentHoldings(swarm.graph, swarm.owned, 2, 1);
      expect(largest?.path).toMatch(/\(\) local → Object\./);
    },
  );
});
