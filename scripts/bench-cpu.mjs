// Prints what swarmprof costs and how near its figures are, as ratios of paired, alternating runs:
//   npm run bench:cpu -- [overhead command analysis browser accuracy cuts agents] [--runs 7] [--quick]
// No test: it asserts nothing. Run it on a machine that does nothing else.
import { accuracy } from "./bench/accuracy.mjs";
import { agents } from "./bench/agents.mjs";
import { analysis } from "./bench/analysis.mjs";
import { browser } from "./bench/browser.mjs";
import { command } from "./bench/command.mjs";
import { cuts } from "./bench/cuts.mjs";
import { heading } from "./bench/heading.mjs";
import { overhead } from "./bench/overhead.mjs";
import { runSections } from "./bench/run-sections.mjs";

await runSections("bench:cpu", { overhead, command, analysis, browser, accuracy, cuts, agents }, heading);
