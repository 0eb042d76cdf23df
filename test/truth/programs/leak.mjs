// A module that is called once an iteration: swarmprof mem --repeat 60 leak.mjs -- plain 4096
import { iterate } from "./parts/iterate.mjs";

export async function run() {
  await iterate();
}
