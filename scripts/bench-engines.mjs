// Prints what each engine costs, and what it says of programs that are the same for all, in alternating runs:
//   npm run bench:engines -- [cost hotspots truth snapshots] [--runs 7] [--quick]
// No test: it asserts nothing. Run it on a machine that does nothing else.
import { engineCost, engineHotspots, engineTruth } from "./bench/engines.mjs";
import { engineHeading } from "./bench/engines-heading.mjs";
import { snapshotWriters } from "./bench/snapshot-writers.mjs";
import { runSections } from "./bench/run-sections.mjs";

await runSections(
  "bench:engines",
  { cost: engineCost, hotspots: engineHotspots, truth: engineTruth, snapshots: snapshotWriters },
  engineHeading,
);
