// 50 agents that hold k × 100 KB each, or k × 20 KB of kinds of many small objects, and 5 MB together:
//   node agents-hold.mjs [--truth FILE]
import { setTimeout as sleep } from "node:timers/promises";
import { AGENT_UNITS, doubles } from "./parts/agent-units.mjs";
import { tellTruth } from "./parts/tell-truth.mjs";

const AGENTS = 50;
const SHARED_BYTES = 5_000_000;
const LARGE = ["arrays", "strings", "buffers", "typed", "private"];
const KINDS = Object.keys(AGENT_UNITS).filter((kind) => kind !== "long strings");

class Holder {
  held = [];
  constructor(k, plan) {
    this.id = `${KINDS[k % KINDS.length]} ${k}`;
    this.kind = KINDS[k % KINDS.length];
    this.units = LARGE.includes(this.kind) ? 5 * k : k;
    this.plan = plan;
  }
  async work() {
    for (let i = 0; i < this.units; i++) {
      this.held.push(AGENT_UNITS[this.kind]());
      if (i % 20 === 19) await sleep(1);
    }
  }
}

/** What a variable of the module refers to is everybody's, not the agents'. */
function swarm() {
  const plan = doubles(SHARED_BYTES);
  return Array.from({ length: AGENTS }, (_, i) => new Holder(i + 1, plan));
}

const holders = swarm();
globalThis.holders = holders;
for (const holder of holders) await holder.work();
await sleep(50);
for (const { id, kind, units } of holders) {
  const amount = { kind, units };
  tellTruth({ id, retained: amount, peak: amount, shared: { bytes: SHARED_BYTES } });
}
