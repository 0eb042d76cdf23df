// Prints how fast a report of a large run is in headless Chromium, opened and used:
//   npm run bench:report -- [agents samples tree] [--runs 7] [--quick]
// The runs are made up: what is measured is the page. No test: it asserts nothing. Run it on a machine that does nothing else.
import { memHeading } from "./bench/mem-heading.mjs";
import { reportOf } from "./bench/report-page.mjs";
import { runSections } from "./bench/run-sections.mjs";

const sections = {
  agents: reportOf("10 000 agents", { agents: 10_000, samples: 200_000, nodes: 20_000 }),
  samples: reportOf("1 000 000 samples, 1 000 agents", { agents: 1_000, samples: 1_000_000, nodes: 20_000 }),
  tree: reportOf("1 000 000 call nodes, 100 agents", { agents: 100, samples: 300_000, nodes: 1_000_000 }),
};

await runSections("bench:report", sections, memHeading);
