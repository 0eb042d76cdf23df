/** Command line of `swarmprof cpu`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import type { CpuReport } from "../../verbs/report-cpu.ts";
import { cpu, DEFAULT_INTERVAL_US } from "../../verbs/cpu.ts";
import { cpuSummary } from "../cpu-summary.ts";
import { openFile } from "../open-file.ts";
import { paintFor } from "../paint.ts";
import { startProgress } from "../progress.ts";
import { INTERVAL_LIMITS, parseCount, parseDuration } from "../quantities.ts";

interface CpuFlags {
  bench: string;
  interval: string;
  iterations: string | undefined;
  warmup: string | undefined;
  duration: string | undefined;
  timeout: string | undefined;
  name: string | undefined;
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

/** @param finish is given the exit code */
export function cpuCommand(finish: (exitCode: number) => void): CommandModule<object, CpuFlags> {
  return {
    command: "cpu <bench>",
    describe: "CPU profile of a program: hotspots, flamegraph, every thread and child process",
    builder: flags,
    handler: async (flags) => finish(await run(flags)),
  };
}

function flags(argv: Argv): Argv<CpuFlags> {
  return argv
    .usage(
      "swarmprof cpu <bench> [-- args…]\n\nRuns the program, unmodified, under V8's CPU profiler, and writes a report.\nAll that swarmprof says goes to stderr; stdout is the program's.",
    )
    .positional("bench", {
      type: "string",
      demandOption: true,
      describe: "path of a Node program: .js .mjs .cjs .ts .mts .cts",
    })
    .option("interval", {
      type: "string",
      default: `${DEFAULT_INTERVAL_US}us`,
      describe: "time between two samples; a bare number is µs",
    })
    .option("timeout", { type: "string", describe: "end the program after this time; a bare number is seconds" })
    .option("iterations", {
      type: "string",
      describe: "calls of a registered bench; a plain script runs once, as it is",
    })
    .option("warmup", { type: "string", describe: "calls of a registered bench before the measured ones" })
    .option("duration", { type: "string", describe: "time to measure a registered bench for" })
    .option("name", { type: "string", describe: "name of run and report, in place of the path" })
    .option("out", { type: "string", describe: "folder for the report, and for profiles/" })
    .option("open", { type: "boolean", default: false, describe: "open the report" })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "one JSON document on stdout; the program's stdout goes to stderr",
    })
    .option("quiet", { type: "boolean", default: false, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}

async function run(flags: ArgumentsCamelCase<CpuFlags>): Promise<number> {
  const options = {
    bench: flags.bench,
    args: targetArguments(),
    name: text("name", flags.name),
    out: text("out", flags.out),
    intervalUs: Math.round(parseDuration("interval", flags.interval, "us", INTERVAL_LIMITS) * 1000),
    timeoutMs: flags.timeout === undefined ? undefined : parseDuration("timeout", flags.timeout, "s"),
    targetStdout: flags.json ? ("stderr" as const) : ("inherit" as const),
    commandLine: ["swarmprof", ...process.argv.slice(2)],
  };
  const measured = measuredPart(flags);
  const progress = startProgress({ quiet: flags.quiet });
  progress.say(`profiling ${flags.bench}`);
  const report = await cpu(options, () => progress.say("reading the profile")).finally(() => progress.end());
  await say(report, flags, measured);
  return exitCode(report);
}

async function say(report: CpuReport, flags: CpuFlags, measured: readonly string[]): Promise<void> {
  const { document, headline } = report;
  if (flags.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  if (!flags.quiet) {
    const paint = paintFor(process.stderr, { color: flags.color });
    if (!flags.json) process.stderr.write(cpuSummary(document, headline, paint));
    if (measured.length > 0) {
      process.stderr.write(
        `${flags.bench} registers no bench: --${measured.join(", --")} had no effect, all of it was profiled\n`,
      );
    }
  }
  if (flags.open && !(await openFile(document.report))) {
    process.stderr.write(`Nothing here opens HTML files. The report is ${document.report}\n`);
  }
}

/** A target that failed is told apart from a bad command line (2): see docs/commands.md. */
function exitCode({ document: { run: recorded } }: CpuReport): number {
  if (recorded.status === "complete") return 0;
  return recorded.status === "interrupted" ? 130 : 3;
}

/** The flags that are about a registered bench, checked; @returns those that were given */
function measuredPart(flags: CpuFlags): string[] {
  const given: string[] = [];
  for (const name of ["iterations", "warmup"] as const) {
    const value = flags[name];
    if (value === undefined) continue;
    parseCount(name, value);
    given.push(name);
  }
  if (flags.duration !== undefined) {
    parseDuration("duration", flags.duration, "s");
    given.push("duration");
  }
  return given;
}

/** Taken as they are: yargs would read numbers in them. */
function targetArguments(): string[] {
  const at = process.argv.indexOf("--");
  return at < 0 ? [] : process.argv.slice(at + 1);
}

function text(flag: string, value: string | undefined): string | undefined {
  if (value === "") throw new SwarmprofError("BAD_USAGE", `--${flag} takes a name, not an empty text`);
  return value;
}
