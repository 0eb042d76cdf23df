/** Command line of `swarmprof check`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { check } from "../../verbs/check.ts";
import { writeFormats } from "../../verbs/write-formats.ts";
import { benchSummary } from "../bench-summary.ts";
import { benchExitCode } from "../exit-code.ts";
import { sayReport } from "../say-report.ts";
import { benchBudgets } from "./bench-budget-flag.ts";
import { FORMAT_FLAG, formats } from "./format-flag.ts";

interface CheckFlags {
  run: string | undefined;
  budget: string | undefined;
  baseline: string | undefined;
  format: string | undefined;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

/** @param finish is given the exit code */
export function checkCommand(finish: (exitCode: number) => void): CommandModule<object, CheckFlags> {
  return {
    command: "check [run]",
    describe: "hold a run of benches to budgets and a baseline again, without measuring",
    builder: flags,
    handler: async (flags) => finish(await act(flags)),
  };
}

function flags(argv: Argv): Argv<CheckFlags> {
  return argv
    .usage("swarmprof check [run]\n\nThe last run of benches, or one by its folder or id. Its report is written anew.")
    .positional("run", { type: "string", describe: "folder or id of a run of benches" })
    .option("budget", { type: "string", describe: "e.g. 'time p95 < 1ms'; broken: exit code 1" })
    .option("baseline", { type: "string", describe: "compare with the baseline of this name" })
    .option("format", FORMAT_FLAG)
    .option("out", { type: "string", describe: "folder for the report, and of profiles/" })
    .option("json", { type: "boolean", default: false, describe: "one JSON document on stdout" })
    .option("quiet", { type: "boolean", default: false, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}

async function act(flags: ArgumentsCamelCase<CheckFlags>): Promise<number> {
  const wanted = formats(flags.format);
  const report = check({ ...flags, budgets: benchBudgets(flags.budget) });
  (flags.json ? process.stderr : process.stdout).write(writeFormats(report, wanted));
  await sayReport(report, { ...flags, open: false }, benchSummary);
  return benchExitCode(report);
}
