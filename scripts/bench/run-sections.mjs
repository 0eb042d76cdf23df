// What the scripts that print sections of tables share: their arguments, and one section after the other.
import { parseArgs } from "node:util";
import { firstLine } from "./lines.mjs";
import { printTable } from "./table.mjs";
import { openWorkplace } from "./workplace.mjs";

const RUNS = 7;
const QUICK_RUNS = 3;

/**
 * @param sections by name: from the workplace to its tables. One that fails is said, and the others are run
 * @param heading from the workplace to what stands above all
 */
export async function runSections(script, sections, heading) {
  try {
    const { names, runs, quick } = readArguments(Object.keys(sections));
    const workplace = { ...openWorkplace({ runs }), quick };
    console.log(await heading(workplace));
    for (const name of names) await runSection(name, sections[name], workplace);
  } catch (error) {
    console.error(`${script}: ${firstLine(error)}`);
    process.exitCode = 1;
  }
}

async function runSection(name, section, workplace) {
  try {
    for (const table of await section(workplace)) printTable(table);
  } catch (error) {
    console.log(`\n${name}: not measured, ${firstLine(error)}`);
    process.exitCode = 1;
  }
}

function readArguments(all) {
  const { values, positionals } = parseArgs({
    options: { runs: { type: "string" }, quick: { type: "boolean" } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`there is no section "${unknown}", only: ${all.join(", ")}`);
  const runs = values.runs ?? String(values.quick ? QUICK_RUNS : RUNS);
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`--runs takes a whole number from 1, not "${runs}"`);
  return { names: positionals.length > 0 ? positionals : all, runs: Number(runs), quick: values.quick ?? false };
}
