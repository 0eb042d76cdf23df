// 54 agents that hold k × 100 KB in the locals of functions that wait in nine ways, still at the end:
//   node agents-waiting.mjs [--truth FILE]
import { setTimeout as sleep } from "node:timers/promises";
import { agent } from "swarmprof";
import { doubles } from "./parts/agent-units.mjs";
import { tellTruth } from "./parts/tell-truth.mjs";
import { WAITINGS } from "./parts/waitings.mjs";

const AGENTS = 54;
const STEP_BYTES = 100_000;
const WAIT_MS = 60_000;
const END_MS = 500;

async function work(k, way) {
  const first = doubles((k * STEP_BYTES) / 2);
  await sleep(5);
  const second = { page: doubles((k * STEP_BYTES) / 2) };
  await WAITINGS[way](WAIT_MS);
  return first.length + second.page.length;
}

const ways = Object.keys(WAITINGS);
for (let k = 1; k <= AGENTS; k++) {
  const way = ways[k % ways.length];
  const amount = { bytes: k * STEP_BYTES };
  tellTruth({ id: `${way} ${k}`, retained: amount, peak: amount });
  void agent(`${way} ${k}`, () => work(k, way));
}
setTimeout(() => process.exit(), END_MS);
