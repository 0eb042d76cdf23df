// A module whose function allocates a known number of bytes a call: swarmprof mem --repeat 60 allocate.mjs -- arrays
import { ALLOCATIONS } from "./parts/allocations.mjs";

export const { run } = ALLOCATIONS[process.argv[2] ?? "arrays"];
