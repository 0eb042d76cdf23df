// Runs programs of which the truth is known (test/truth) under swarmprof, and prints how far its figures are from it:
//   npm run bench:truth -- [words of the names, as: peak growth allocation agents "objects, 30 ms" cache] [--runs 20] [--quick]
//     [--list] [--verify] [--resume]
//   npm run bench:truth -- agent-cpu: CPU time of agents, which is not among the others
// --verify compares the truths themselves with what plain Node measures, without swarmprof; --resume goes on with the
// results of the last call, if swarmprof has not been built anew since.
import { parseArgs } from "node:util";
import { CATALOGUE } from "../test/truth/catalogue.mjs";
import { firstLine } from "./bench/lines.mjs";
import { printTable } from "./bench/table.mjs";
import { agentCpuTruth } from "./bench/truth-agents-cpu.mjs";
import { openTruths } from "./bench/truth-measured.mjs";
import { openResults } from "./bench/truth-results.mjs";
import { runEntry, truthWorkplace } from "./bench/truth-run.mjs";
import { tables } from "./bench/truth-tables.mjs";
import { targets } from "./bench/truth-targets.mjs";
import { verification } from "./bench/truth-verification.mjs";

const AGENT_CPU = "agent-cpu";
const RUNS = 20;
const QUICK_RUNS = 3;

try {
  await main();
} catch (error) {
  console.error(`bench:truth: ${firstLine(error)}`);
  process.exitCode = 1;
}

async function main() {
  const { entries, runs, values } = readArguments();
  if (values.list) {
    for (const { group, name } of entries) console.log(`${group}: ${name}`);
    return;
  }
  const workplace = truthWorkplace({ runs });
  if (values.agentCpu) {
    printTable(await agentCpuTruth(workplace));
    return;
  }
  const truths = openTruths(workplace);
  if (values.verify) {
    for (const table of await verification(entries, truths)) printTable(table);
    return;
  }
  const { package: own } = workplace;
  console.log(`swarmprof ${own.version}, Node ${process.version}, ${runs} runs of ${entries.length} programs`);
  const results = openResults(workplace, { resume: values.resume ?? false });
  await runAll(workplace, entries, runs, results);
  const compared = await Promise.all(entries.map((entry) => truths.compare(entry, results.of(entry))));
  for (const table of [...tables(compared), targets(compared)]) printTable(table);
}

/** One run of each, and again: a machine that gets slower for a while does so for all of them. */
async function runAll(workplace, entries, runs, results) {
  const started = performance.now();
  let done = 0;
  for (let run = 0; run < runs; run++) {
    for (const entry of entries) {
      done++;
      if (results.has(entry, run)) continue;
      results.add(entry, run, await runEntry(workplace, entry));
      const minutes = ((performance.now() - started) / 60_000).toFixed(1);
      process.stderr.write(
        `${done} of ${runs * entries.length}, ${minutes} min: ${entry.name}, ${results.lastWord()}\n`,
      );
    }
  }
}

function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      runs: { type: "string" },
      quick: { type: "boolean" },
      list: { type: "boolean" },
      verify: { type: "boolean" },
      resume: { type: "boolean" },
    },
    allowPositionals: true,
  });
  const runs = values.runs ?? String(values.quick ? QUICK_RUNS : RUNS);
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`--runs takes a whole number from 1, not "${runs}"`);
  if (positionals.includes(AGENT_CPU))
    return { entries: [], runs: Number(runs), values: { ...values, agentCpu: true } };
  const chosen = ({ group, name }) => positionals.some((word) => group === word || name.includes(word));
  const entries = positionals.length === 0 ? CATALOGUE : CATALOGUE.filter(chosen);
  if (entries.length === 0)
    throw new Error(`no program is called so: ${positionals.join(", ")}. See them with: --list`);
  return { entries, runs: Number(runs), values };
}
