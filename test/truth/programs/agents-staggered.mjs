// 30 agents that one after another come to hold k × 100 KB, for a moment, and hold nothing at the end:
//   node agents-staggered.mjs object|context [--garbage] [--die] [--truth FILE]
// With --garbage they allocate three times as much that is gone at once; with --die their objects go too.
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { agent } from "swarmprof";
import { doubles } from "./parts/agent-units.mjs";
import { tellTruth } from "./parts/tell-truth.mjs";

const { values, positionals } = parseArgs({
  options: { garbage: { type: "boolean" }, die: { type: "boolean" }, truth: { type: "string" } },
  allowPositionals: true,
});
const AGENTS = 30;
const STEP_BYTES = 100_000;
const PAGES = 4;
const APART_MS = 50;
const HOLD_MS = 120;

/** From large to small and back, so that the heap's own height says nothing of an agent's. */
const factorOf = (k) => ((k * 7) % AGENTS) + 1;

class Worker {
  held = [];
  constructor(k) {
    this.id = `staggered ${k}`;
    this.bytes = factorOf(k) * STEP_BYTES;
  }
  async work() {
    for (let page = 0; page < PAGES; page++) {
      this.grow();
      await sleep(4);
    }
    await sleep(HOLD_MS);
    this.release();
  }
  grow() {
    this.held.push(doubles(this.bytes / PAGES));
    waste(this.bytes / PAGES);
  }
  release() {
    this.held = [];
  }
}

async function workInLocals(k) {
  const bytes = factorOf(k) * STEP_BYTES;
  const held = [];
  for (let page = 0; page < PAGES; page++) {
    held.push(doubles(bytes / PAGES));
    waste(bytes / PAGES);
    await sleep(4);
  }
  await sleep(HOLD_MS);
  return held.length;
}

let sink;
function waste(bytes) {
  if (values.garbage) for (let i = 0; i < 3; i++) sink = doubles(bytes).length;
  return sink;
}

const registry = [];
globalThis.registry = registry;
const running = [];
for (let k = 1; k <= AGENTS; k++) {
  tellTruth({ id: `staggered ${k}`, peak: { bytes: factorOf(k) * STEP_BYTES } });
  if (positionals[0] === "context") running.push(agent(`staggered ${k}`, () => workInLocals(k)));
  else {
    const worker = new Worker(k);
    if (!values.die) registry.push(worker);
    running.push(worker.work());
  }
  await sleep(APART_MS);
}
await Promise.all(running.splice(0));
await sleep(50);
