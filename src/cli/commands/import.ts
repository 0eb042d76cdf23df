/** Command line of `swarmprof import`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { importFiles } from "../../verbs/import.ts";
import { exitCode } from "../exit-code.ts";
import { importSummary } from "../import-summary.ts";
import { sayReport } from "../say-report.ts";
import { type ReportFlags, reportFlags } from "./report-flags.ts";

const UNITS = ["samples", "ns", "us", "ms", "bytes"] as const;

interface ImportFlags extends ReportFlags {
  files: string[];
  name: string | undefined;
  unit: (typeof UNITS)[number];
}

/** @param finish is given the exit code */
export function importCommand(finish: (exitCode: number) => void): CommandModule<object, ImportFlags> {
  return {
    command: "import <files..>",
    describe: "profiles of other tools become a run: cpuprofile, heapprofile, Chrome trace, speedscope, pprof, …",
    builder: flags,
    handler: async (flags) => finish(await run(flags)),
  };
}

function flags(argv: Argv): Argv<ImportFlags> {
  const own = argv
    .usage(
      `swarmprof import <files…>

Reads profiles of other tools, told apart by what is in them, and writes a run and its report. Files may be gzipped; of a
folder (of clinic, 0x or node --cpu-prof-dir) all profiles in it. Several files become one run.

Formats: .cpuprofile and .heapprofile (Node, Chrome, v8-profiler), Chrome traces with CPU profiles, speedscope JSON, pprof
(Go, Datadog, @platformatic/flame, …), collapsed stacks (stackcollapse, inferno, cargo flamegraph), the output of perf
script, V8's tick logs (node --prof, 0x). Heap snapshots: swarmprof heap.`,
    )
    .positional("files", { type: "string", array: true, demandOption: true, describe: "files or folders" })
    .option("unit", {
      choices: UNITS,
      default: "samples" as const,
      describe: "what the numbers in collapsed stacks count",
    })
    .option("name", { type: "string", describe: "name of run and report, in place of the file's" });
  return reportFlags(own);
}

async function run(flags: ArgumentsCamelCase<ImportFlags>): Promise<number> {
  const report = importFiles({
    files: flags.files.map(String),
    name: last(flags.name) || undefined,
    out: last(flags.out) || undefined,
    unit: last(flags.unit),
    commandLine: ["swarmprof", ...process.argv.slice(2)],
  });
  await sayReport(report, flags, importSummary);
  return exitCode(report);
}

/** Of a flag that was given twice. */
function last<T extends string | undefined>(value: T | readonly T[]): T {
  return Array.isArray(value) ? (value.at(-1) as T) : (value as T);
}
