// 20 agents that allocate in many slices, (1 + k / 20) × so many bytes in each, and keep nothing:
//   node agents-allocate.mjs 10000 [--truth FILE]
import { setTimeout as sleep } from "node:timers/promises";
import { agent } from "swarmprof";
import { tellTruth } from "./parts/tell-truth.mjs";
import { zeros } from "./parts/zeros.cjs";

const AGENTS = 20;
const SLICES = 200;
/** An array of 250 zeros: its bytes are the same however far V8 has optimised what makes it. */
const PIECE = 250;
const PIECE_BYTES = 8 * PIECE + 48;
const bytes = Number(process.argv[2]);
let sink;

const piecesOf = (k) => Math.round((bytes * (1 + k / AGENTS)) / PIECE_BYTES);

async function work(k) {
  const pieces = piecesOf(k);
  for (let slice = 0; slice < SLICES; slice++) {
    for (let i = 0; i < pieces; i++) sink = zeros(PIECE);
    // Of all ways to wait, the one that allocates least itself; now and then the event loop is to turn.
    await (slice % 20 === 0 ? sleep(1) : null);
  }
  return sink;
}

const all = Array.from({ length: AGENTS }, (_, k) => {
  tellTruth({ id: `allocating ${k}`, allocated: { bytes: piecesOf(k) * PIECE_BYTES * SLICES } });
  return agent(`allocating ${k}`, () => work(k));
});
await Promise.all(all);
