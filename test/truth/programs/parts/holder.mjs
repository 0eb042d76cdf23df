// Holds memory in the thread or process that it is loaded into: hold.mjs, a worker of it, or a child.
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";
import { collectGarbage } from "./collect-garbage.mjs";
import { KINDS } from "./kinds.mjs";
import { WAYS } from "./pass-time.mjs";
import { openWitness } from "./witness.mjs";
import { zeros } from "./zeros.cjs";

/** A program's first moments are another matter than its peak. */
const BEFORE_MS = 100;
const AFTER_MS = 300;

/** @param plan `{ kind, mib, ms, way, drop, truth }`; with `drop`, the memory is given back and the program lives on */
export async function holdHere({ kind, mib, ms, way, drop, truth }) {
  const look = openWitness(truth);
  await WAYS.asleep(BEFORE_MS);
  const held = zeros(mib);
  for (let i = 0; i < mib; i++) {
    held[i] = KINDS[kind].make();
    look();
  }
  await WAYS[way](ms);
  look();
  if (drop) {
    held.length = 0;
    collectGarbage();
    await WAYS.asleep(AFTER_MS);
  }
  return held;
}

if (workerData?.plan !== undefined) await holdHere(workerData.plan);
else if (process.argv[1] === fileURLToPath(import.meta.url)) await holdHere(JSON.parse(process.argv[2]));
