// Programs of which the truth is known beforehand: what they hold at most, what they leak an iteration, what they allocate
// a call, what each of their agents holds. An entry is plain data; scripts/bench-truth.mjs runs it under swarmprof and compares.
import { agents } from "./catalogue/agents.mjs";
import { allocations } from "./catalogue/allocations.mjs";
import { growth } from "./catalogue/growth.mjs";
import { peaks } from "./catalogue/peaks.mjs";

/** Names are unique. */
export const CATALOGUE = [...peaks(), ...growth(), ...allocations(), ...agents()];
