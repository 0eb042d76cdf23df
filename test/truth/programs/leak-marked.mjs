// A plain script that says itself where its iterations end: node leak-marked.mjs plain 4096
import { iteration } from "swarmprof";
import { iterate } from "./parts/iterate.mjs";

const ITERATIONS = 60;

for (let i = 0; i < ITERATIONS; i++) {
  await iterate();
  iteration();
}
