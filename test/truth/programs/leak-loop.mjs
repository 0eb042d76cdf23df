// A program that says nothing of its iterations, which go on for some seconds: node leak-loop.mjs plain 4096 200 6
import { setImmediate as turn } from "node:timers/promises";
import { iterate } from "./parts/iterate.mjs";
import { tell } from "./parts/witness.mjs";

const seconds = Number(process.argv[5] ?? 6);
const started = performance.now();
let iterations = 0;

while (performance.now() - started < seconds * 1_000) {
  await iterate();
  await turn();
  iterations++;
}
tell(process.argv[6], { iterations, loopMs: performance.now() - started });
