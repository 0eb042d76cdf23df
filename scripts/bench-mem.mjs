// Prints what `swarmprof mem` costs, as ratios of paired, alternating runs against plain Node:
//   npm run bench:mem -- [overhead probe gap sampling] [--runs 7] [--quick]
// No test: it asserts nothing. Run it on a machine that does nothing else.
import { gap } from "./bench/mem-gap.mjs";
import { memHeading } from "./bench/mem-heading.mjs";
import { memOverhead } from "./bench/mem-overhead.mjs";
import { probe } from "./bench/mem-probe.mjs";
import { sampling } from "./bench/mem-sampling.mjs";
import { runSections } from "./bench/run-sections.mjs";

await runSections("bench:mem", { overhead: memOverhead, probe, gap, sampling }, memHeading);
