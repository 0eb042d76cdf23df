// The reference swarm at work, about two seconds of it:
//   node --import tsx benches/workflow.ts --workflows 160 --seed 1 --agents 24
// and once more at each call:
//   swarmprof mem --repeat 60 benches/workflow.ts -- --workflows 4
import { readArguments } from "./arguments.ts";
import { simulate } from "./swarm/simulation.ts";
import { summarise } from "./swarm/summary.ts";

const options = readArguments(process.argv.slice(2), { workflows: 160, seed: 1, agents: 24 });
console.log(summarise(await simulate(options)));

export default async function workflow(): Promise<void> {
  await simulate(options);
}
