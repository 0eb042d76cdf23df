// Prints how often verdicts of `swarmprof run` are wrong, and how far off its bytes, times and latencies are:
//   npm run bench:verdicts -- [verdicts bytes times load] [--runs 40] [--quick]
// No test: it asserts nothing. `runs` are processes an arm for the verdicts; 40 take some 10 minutes.
import { bytes, load } from "./bench/bench-truth.mjs";
import { times } from "./bench/bench-times.mjs";
import { verdicts } from "./bench/bench-verdict-rates.mjs";
import { memHeading } from "./bench/mem-heading.mjs";
import { runSections } from "./bench/run-sections.mjs";

await runSections("bench:verdicts", { verdicts, bytes, times, load }, memHeading);
