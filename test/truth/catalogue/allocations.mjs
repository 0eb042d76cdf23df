// Bytes of an operation: `{ group: "allocation", name, file, args, repeat, allocation, counted }`. What is allocated follows
// from V8's layout, or is asked of measure.mjs.
import { ALLOCATIONS } from "../programs/parts/allocations.mjs";

const CALLS = 60;
/** How much these allocate depends on how far V8 has optimised them, so that their truth has no third digit. */
const BY_TIER = ["literals", "json", "awaits"];
/** Of nothing, an error has no percentage; of 1 KB, a percent is less than what any observer allocates. */
const TOO_FEW = ["none", "few"];

export function allocations() {
  return Object.entries(ALLOCATIONS).map(([allocation, { heapBytes }]) => ({
    group: "allocation",
    name: `allocates ${allocation}`,
    file: "allocate.mjs",
    args: [allocation],
    repeat: CALLS,
    allocation,
    heapBytes,
    counted: !BY_TIER.includes(allocation) && !TOO_FEW.includes(allocation),
  }));
}
