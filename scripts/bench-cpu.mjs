// Prints what swarmprof costs and how near its figures are, as ratios of paired, alternating runs:
//   npm run bench:cpu -- [overhead command analysis browser accuracy cuts] [--runs 7] [--quick]
// No test: it asserts nothing. Run it on a machine that does nothing else.
import { parseArgs } from "node:util";
import { accuracy } from "./bench/accuracy.mjs";
import { analysis } from "./bench/analysis.mjs";
import { browser } from "./bench/browser.mjs";
import { command } from "./bench/command.mjs";
import { cuts } from "./bench/cuts.mjs";
import { heading } from "./bench/heading.mjs";
import { firstLine } from "./bench/lines.mjs";
import { overhead } from "./bench/overhead.mjs";
import { printTable } from "./bench/table.mjs";
import { openWorkplace } from "./bench/workplace.mjs";

const SECTIONS = { overhead, command, analysis, browser, accuracy, cuts };
const RUNS = 7;
const QUICK_RUNS = 3;

try {
  await main();
} catch (error) {
  console.error(`bench:cpu: ${firstLine(error)}`);
  process.exitCode = 1;
}

async function main() {
  const { sections, runs } = readArguments();
  const workplace = openWorkplace({ runs });
  console.log(await heading(workplace));
  for (const name of sections) {
    try {
      for (const table of await SECTIONS[name](workplace)) printTable(table);
    } catch (error) {
      console.log(`\n${name}: not measured, ${firstLine(error)}`);
      process.exitCode = 1;
    }
  }
}

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { runs: { type: "string" }, quick: { type: "boolean" } },
    allowPositionals: true,
  });
  const names = Object.keys(SECTIONS);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no section "${unknown}", only: ${names.join(", ")}`);
  const runs = values.runs ?? String(values.quick ? QUICK_RUNS : RUNS);
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`--runs takes a whole number from 1, not "${runs}"`);
  return { sections: positionals.length > 0 ? positionals : names, runs: Number(runs) };
}
