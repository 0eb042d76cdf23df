// 64 agents that compute and await, in steps of so many µs; or 1,000 instances with methods of 0.1 µs:
//   node agent-steps.mjs agents|plain|methods <length of a step, µs>
// Prints the CPU time of its thread, ms: on a loaded machine a clock would tell more of the others.
import { openSync, readSync } from "node:fs";
import { agent } from "swarmprof";

const TOTAL_MS = 500;
const CALLS = 2_000_000;
const [mode, length] = process.argv.slice(2);

function ownCpuMs() {
  process.cpuUsage(); // brings the count up to date
  const bytes = Buffer.alloc(96);
  const fd = openSync("/proc/thread-self/schedstat", "r");
  const text = bytes.toString("latin1", 0, readSync(fd, bytes, 0, bytes.length, 0));
  return Number(text.split(" ")[0]) / 1e6;
}

function step(n) {
  let x = 0;
  for (let i = 0; i < n; i++) x += Math.sqrt(i + x);
  return x;
}

/** The same number in every run, so that runs do the same: about right for a core of today. */
const STEPS_A_US = 130;

async function live() {
  let x = 0;
  for (let i = 0; i < (TOTAL_MS * 1_000) / 64 / length; i++) {
    x += step(length * STEPS_A_US);
    await Promise.resolve();
  }
  return x;
}

class Bird {
  constructor(id) {
    this.id = id;
    this.x = id;
  }
  fly(dt) {
    this.x = (this.x + dt * 1.7) % 1_000;
    return this.x;
  }
}

function flock() {
  const birds = Array.from({ length: 1_000 }, (_, i) => new Bird(i));
  let sum = 0;
  for (let i = 0; i < CALLS; i++) sum += birds[i % birds.length].fly(0.1);
  return sum;
}

const before = ownCpuMs();
if (mode === "methods") globalThis.kept = flock();
else await Promise.all(Array.from({ length: 64 }, (_, i) => (mode === "agents" ? agent(`agent-${i}`, live) : live())));
console.log((ownCpuMs() - before).toFixed(1));
