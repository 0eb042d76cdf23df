/** Command line of `swarmprof compare`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { compare } from "../../verbs/compare.ts";
import { writeFormats } from "../../verbs/write-formats.ts";
import { benchSummary } from "../bench-summary.ts";
import { benchExitCode } from "../exit-code.ts";
import { sayReport } from "../say-report.ts";
import { benchBudgets } from "./bench-budget-flag.ts";
import { FORMAT_FLAG, formats } from "./format-flag.ts";

interface CompareFlags {
  base: string;
  head: string;
  budget: string | undefined;
  format: string | undefined;
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

/** @param finish is given the exit code */
export function compareCommand(finish: (exitCode: number) => void): CommandModule<object, CompareFlags> {
  return {
    command: "compare <base> <head>",
    describe: "two baselines or runs of benches: what has become slower, faster, larger",
    builder: flags,
    handler: async (flags) => finish(await run(flags)),
  };
}

function flags(argv: Argv): Argv<CompareFlags> {
  const which = {
    type: "string",
    demandOption: true,
    describe: "name of a baseline, or folder or id of a run",
  } as const;
  const off = { type: "boolean", default: false } as const;
  return argv
    .usage("swarmprof compare <base> <head>\n\nSlower: exit code 1.")
    .positional("base", which)
    .positional("head", which)
    .option("budget", { type: "string", describe: "e.g. 'regression < 5%'; broken: exit code 1" })
    .option("format", FORMAT_FLAG)
    .option("out", { type: "string", describe: "folder for the report, and of profiles/" })
    .option("open", { ...off, describe: "open the report" })
    .option("json", { ...off, describe: "one JSON document on stdout" })
    .option("quiet", { ...off, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}

async function run(flags: ArgumentsCamelCase<CompareFlags>): Promise<number> {
  const wanted = formats(flags.format);
  const report = compare({
    base: flags.base,
    head: flags.head,
    budgets: benchBudgets(flags.budget),
    out: flags.out,
    commandLine: ["swarmprof", ...process.argv.slice(2)],
  });
  (flags.json ? process.stderr : process.stdout).write(writeFormats(report, wanted));
  await sayReport(report, flags, benchSummary);
  return benchExitCode(report);
}
