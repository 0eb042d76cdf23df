// Prints what `swarmprof mem` costs, as ratios of paired, alternating runs against plain Node:
//   npm run bench:mem -- [overhead probe gap sampling] [--runs 7] [--quick]
// No test: it asserts nothing. Run it on a machine that does nothing else.
import { parseArgs } from "node:util";
import { firstLine } from "./bench/lines.mjs";
import { gap } from "./bench/mem-gap.mjs";
import { memHeading } from "./bench/mem-heading.mjs";
import { memOverhead } from "./bench/mem-overhead.mjs";
import { probe } from "./bench/mem-probe.mjs";
import { sampling } from "./bench/mem-sampling.mjs";
import { printTable } from "./bench/table.mjs";
import { openWorkplace } from "./bench/workplace.mjs";

const SECTIONS = { overhead: memOverhead, probe, gap, sampling };
const RUNS = 7;
const QUICK_RUNS = 3;

try {
  await main();
} catch (error) {
  console.error(`bench:mem: ${firstLine(error)}`);
  process.exitCode = 1;
}

async function main() {
  const { sections, runs, quick } = readArguments();
  const workplace = { ...openWorkplace({ runs }), quick };
  console.log(memHeading(workplace));
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
  return { sections: positionals.length > 0 ? positionals : names, runs: Number(runs), quick: values.quick ?? false };
}
