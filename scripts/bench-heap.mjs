// Prints what reading heap snapshots costs, against other readers of them, in alternating runs:
//   npm run bench:heap -- [read difference texts ownership] [--runs 7] [--quick]
// No test: it asserts nothing but equal figures. Run it on a machine that does nothing else.
import { ownership } from "./bench/heap-ownership.mjs";
import { difference, read, texts } from "./bench/heap-read.mjs";
import { memHeading } from "./bench/mem-heading.mjs";
import { runSections } from "./bench/run-sections.mjs";

await runSections("bench:heap", { read, difference, texts, ownership }, memHeading);
