#!/usr/bin/env node
/** The command line: the only catch, the only exit code. */
import yargs from "yargs";
import { SwarmprofError } from "../errors.ts";
import { packageVersion } from "../verbs/package-files.ts";
import { baselineCommand } from "./commands/baseline.ts";
import { checkCommand } from "./commands/check.ts";
import { compareCommand } from "./commands/compare.ts";
import { cpuCommand } from "./commands/cpu.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { enginesCommand } from "./commands/engines.ts";
import { heapCommand } from "./commands/heap.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { memCommand } from "./commands/mem.ts";
import { runCommand } from "./commands/run.ts";
import { reportCommand } from "./commands/report.ts";
import { runsCommand } from "./commands/runs.ts";
import { scaleCommand } from "./commands/scale.ts";
import { configFlags } from "./config-file.ts";
import { withOneBudget } from "./budget-flags.ts";
import { VERBS } from "./verbs.ts";

const BAD_INPUT = 2;
const BUG = 70;
/** Verbs of several files: yargs takes the last of a list for all of it, unless flags may be lists too. */
const LISTS: ReadonlySet<string> = new Set(["heap", "run", "import"]);

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  try {
    const verb = args[0] ?? "";
    const config =
      VERBS.includes(verb) && !args.includes("--help") ? await configFlags(process.cwd(), verb) : undefined;
    await yargs(withOneBudget(args))
      .scriptName("swarmprof")
      .usage("swarmprof <verb> …\n\nCPU and memory of Node.js programs that run swarms of agents.")
      .parserConfiguration({
        "populate--": true,
        "camel-case-expansion": false,
        "duplicate-arguments-array": LISTS.has(verb),
      })
      .command(cpuCommand((exitCode) => (process.exitCode = exitCode)))
      .command(memCommand((exitCode) => (process.exitCode = exitCode)))
      .command(doctorCommand((exitCode) => (process.exitCode = exitCode)))
      .command(enginesCommand())
      .command(heapCommand((exitCode) => (process.exitCode = exitCode)))
      .command(runCommand((exitCode) => (process.exitCode = exitCode)))
      .command(compareCommand((exitCode) => (process.exitCode = exitCode)))
      .command(checkCommand((exitCode) => (process.exitCode = exitCode)))
      .command(scaleCommand((exitCode) => (process.exitCode = exitCode)))
      .command(baselineCommand())
      .command(exportCommand())
      .command(reportCommand())
      .command(runsCommand())
      .command(importCommand((exitCode) => (process.exitCode = exitCode)))
      .command(initCommand())
      .config(config ?? {})
      .demandCommand(1, "Say what to do, e.g.: swarmprof cpu bench.js")
      .strict()
      .version(packageVersion())
      .help()
      .locale("en")
      .fail((message, error) => {
        throw error ?? usageError(message);
      })
      .parseAsync();
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** yargs says what is wrong; the next step is ours to say. */
function usageError(message: string): SwarmprofError {
  const [, extra] = /^Unknown arguments?: (.*)$/m.exec(message) ?? [];
  const verb = process.argv[2] ?? "";
  if (extra !== undefined && !verb.startsWith("-") && !VERBS.includes(verb)) {
    return new SwarmprofError(
      "BAD_USAGE",
      `There is no verb "${verb}": swarmprof has ${VERBS.join(", ")}. See: swarmprof --help`,
    );
  }
  const next =
    extra === undefined
      ? "See: swarmprof --help"
      : `What is meant for the program goes after --, options of swarmprof are in: swarmprof ${verb} --help`;
  return new SwarmprofError("BAD_USAGE", `${oneLine(message)}. ${next}`);
}

function tell(error: unknown): number {
  if (error instanceof SwarmprofError) {
    process.stderr.write(`swarmprof: ${firstLine(error.message)}\n`);
    return BAD_INPUT;
  }
  process.stderr.write(
    `swarmprof: this is a bug in swarmprof, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return BUG;
}

/** yargs lists the values of a choice below its first line. */
function oneLine(message: string): string {
  return message.startsWith("Invalid values") ? message.replace(/\s+/g, " ").trim() : firstLine(message);
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
