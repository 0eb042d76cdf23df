// Sixteen agents with CPU times as 1 : 2 : … : 16, in turns over ten ways to wait and to be called, in four functions:
//   node agents-cpu.mjs objects|contexts <CPU of the first, ms> <file for the truth>
// Each piece of work is measured by the system's own count. Prints nothing that counts.
import { EventEmitter, once } from "node:events";
import { appendFileSync, readFile } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { agent } from "swarmprof";
import { ownCpuUs, readingCost } from "./parts/own-cpu.mjs";

const [model, firstMs, truthFile] = process.argv.slice(2);
const AGENTS = 16;
const PIECES_US = [60, 200, 600, 1_500, 4_000];
/** Shares of the functions in an agent's work, in sixteenths. */
const SHARES = [8, 4, 3, 1];

let seed = 1;
let sink = 0;
function random() {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) / 2 ** 32;
}

const work = {
  reason(n) {
    let x = 0;
    for (let i = 0; i < n; i++) x += Math.sqrt(x + i);
    return x;
  },
  parse(n) {
    let x = 1;
    for (let i = 0; i < n; i++) x = (x * 31 + i) % 65_537;
    return x;
  },
  rank(n) {
    let x = 0.5;
    for (let i = 0; i < n; i++) x = 3.7 * x * (1 - x);
    return x;
  },
  hash(n) {
    let x = 0x811c9dc5;
    for (let i = 0; i < n; i++) x = Math.imul(x ^ (i & 255), 0x01000193);
    return x;
  },
};
const NAMES = Object.keys(work);
const perUs = Object.fromEntries(NAMES.map((name) => [name, calibrated(work[name])]));
const cost = readingCost();
/** The last one is for what is done beforehand. */
const truth = Array.from({ length: AGENTS + 1 }, () => ({ cpuUs: 0, wallUs: 0, functions: {} }));
const done = Array.from({ length: AGENTS + 1 }, () => NAMES.map(() => 0));

function calibrated(run) {
  const n = 200_000;
  let best = 0;
  for (let i = 0; i < 20; i++) {
    const started = ownCpuUs();
    sink += run(n);
    best = Math.max(best, n / (ownCpuUs() - started));
  }
  return best;
}

/** One piece of the work of agent k, in the function that is furthest behind. */
function piece(k, us) {
  const furthest = NAMES.map((_, i) => done[k][i] / SHARES[i]);
  const i = furthest.indexOf(Math.min(...furthest));
  const name = NAMES[i];
  const started = performance.now();
  const before = ownCpuUs();
  sink += work[name](us * perUs[name]);
  const cpuUs = ownCpuUs() - before;
  const mine = truth[k];
  done[k][i] += cpuUs;
  mine.cpuUs += cpuUs + cost.allUs - cost.insideUs;
  mine.wallUs += (performance.now() - started) * 1000;
  mine.functions[name] = (mine.functions[name] ?? 0) + cpuUs - cost.insideUs;
}

const emitter = new EventEmitter();
const WAYS = [
  () => Promise.resolve(),
  () => wait(1),
  () => turn(),
  () => new Promise((go) => setTimeout(go, 0)),
  () => new Promise((go) => process.nextTick(go)),
  () => new Promise((go) => queueMicrotask(go)),
  () => stat(process.argv[1]),
  () => new Promise((go) => readFile(process.argv[1], go)),
  async () => {
    for await (const _ of Readable.from(["a", "b"]));
  },
  () => {
    setImmediate(() => emitter.emit("go"));
    return once(emitter, "go");
  },
];

class Worker {
  constructor(k) {
    this.id = `worker-${k + 1}`;
    this.k = k;
  }
  async live(peers) {
    while (this.left() > 0) {
      await WAYS[Math.floor(random() * WAYS.length)]();
      this.act();
      const peer = peers[Math.floor(random() * peers.length)];
      // A call of another one in the midst of this one's work.
      if (random() < 0.2 && peer !== this && peer.left() > 0) {
        peer.help();
        this.act();
      }
    }
  }
  help() {
    return inContext(this.k, () => this.act());
  }
  act() {
    const us = PIECES_US[Math.floor(random() * PIECES_US.length)];
    piece(this.k, Math.min(us, Math.max(60, this.left())));
  }
  left() {
    return firstMs * 1000 * (this.k + 1) - truth[this.k].cpuUs;
  }
}

function inContext(k, action) {
  return model === "contexts" ? agent(`worker-${k + 1}`, action) : action();
}

// What code costs when it first runs is whoever's that comes first: here nobody's.
for (let round = 0; round < 60; round++) {
  for (const way of WAYS) await way();
  piece(AGENTS, PIECES_US[0]);
}

const workers = Array.from({ length: AGENTS }, (_, k) => new Worker(k));
await Promise.all(workers.map((worker) => inContext(worker.k, () => worker.live(workers))));
appendFileSync(
  truthFile,
  `${JSON.stringify({ threadUs: ownCpuUs(), agents: truth.slice(0, AGENTS).map((one, k) => ({ id: `worker-${k + 1}`, ...one })) })}\n`,
);
globalThis.sink = sink;
