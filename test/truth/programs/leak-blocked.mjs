// The same without ever returning to the event loop: node leak-blocked.mjs plain 4096 200 6
import { leak } from "./parts/leak.mjs";
import work from "./parts/sync-work.cjs";
import { tell } from "./parts/witness.mjs";

const [, , , bytes, agents, seconds = "6", truth] = process.argv;
const started = performance.now();
let iterations = 0;

while (performance.now() - started < Number(seconds) * 1_000) {
  work(Number(agents));
  leak(Number(bytes));
  iterations++;
}
tell(truth, { iterations, loopMs: performance.now() - started });
