// The reference swarm with one planted hotspot, as a known truth for profilers. It takes the same arguments as
// workflow.ts and, for the same arguments, gives the same results: the mistake costs time and memory, nothing else.
//
// Planted truth, with the default arguments: `serialiseForEveryReceiver` in planted/chatty-bus.ts has 40 to 55 % of the
// CPU time of the main thread as self time (46 to 49 % measured on Node 20, 22 and 24, start of the process included).
// It is the first by far: garbage collection follows with 6 to 13 %, and no other function reaches 10 %. A broadcast goes
// to all agents, so that the share rises with --agents.
import { readArguments } from "./arguments.ts";
import { ChattyBus } from "./planted/chatty-bus.ts";
import { simulate } from "./swarm/simulation.ts";
import { summarise } from "./swarm/summary.ts";

const options = readArguments(process.argv.slice(2), { workflows: 60, seed: 1, agents: 24 });
console.log(summarise(await simulate({ ...options, bus: new ChattyBus() })));
