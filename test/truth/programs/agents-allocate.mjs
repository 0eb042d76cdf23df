// 20 agents that allocate in many slices, k / 10 × so many bytes in each, and keep nothing:
//   node agents-allocate.mjs 10000 [--truth FILE]
import { setTimeout as sleep } from "node:timers/promises";
import { agent } from "swarmprof";
import { tellTruth } from "./parts/tell-truth.mjs";

const AGENTS = 20;
const SLICES = 150;
const bytes = Number(process.argv[2]);
let sink;

async function work(k) {
  const objects = Math.round((bytes * k) / 10 / 40);
  for (let slice = 0; slice < SLICES; slice++) {
    for (let i = 0; i < objects; i++) sink = { id: i, x: 1 };
    await sleep(0);
  }
  return sink;
}

const all = Array.from({ length: AGENTS }, (_, i) => {
  const objects = Math.round((bytes * (i + 1)) / 10 / 40);
  tellTruth({ id: `allocating ${i + 1}`, allocated: { bytes: objects * 40 * SLICES } });
  return agent(`allocating ${i + 1}`, () => work(i + 1));
});
await Promise.all(all);
