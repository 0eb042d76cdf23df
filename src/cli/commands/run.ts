/** Command line of `swarmprof run`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import { BENCH_KINDS, type BenchKind } from "../../run/bench-records.ts";
import { chooseBenches, DEFAULT_RUN, run, type RunOptions } from "../../verbs/run.ts";
import { writeFormats } from "../../verbs/write-formats.ts";
import { benchSummary } from "../bench-summary.ts";
import { benchExitCode } from "../exit-code.ts";
import { startProgress } from "../progress.ts";
import { parseCount, parseDuration } from "../quantities.ts";
import { sayReport } from "../say-report.ts";
import { benchBudgets } from "./bench-budget-flag.ts";
import { FORMAT_FLAG, formats } from "./format-flag.ts";
import { pattern } from "./pattern.ts";

interface RunFlags {
  paths: string[] | undefined;
  filter: string | undefined;
  kind: string | undefined;
  list: boolean;
  processes: string;
  duration: string;
  warmup: string;
  timeout: string;
  baseline: string | undefined;
  "save-baseline": string | undefined;
  budget: string | undefined;
  format: string | undefined;
  shard: string | undefined;
  name: string | undefined;
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

/** @param finish is given the exit code */
export function runCommand(finish: (exitCode: number) => void): CommandModule<object, RunFlags> {
  return {
    command: "run [paths..]",
    describe: "measure benches: time, bytes and metrics of each, compared with a baseline",
    builder: flags,
    handler: async (flags) => finish(await measure(flags)),
  };
}

function flags(argv: Argv): Argv<RunFlags> {
  const { processes, settings, timeoutMs } = DEFAULT_RUN;
  const text = { type: "string" } as const;
  const off = { type: "boolean", default: false } as const;
  return (
    argv
      // As everywhere, but that yargs would keep only the last of the paths.
      .parserConfiguration({ "populate--": true, "camel-case-expansion": false })
      .usage(
        "swarmprof run [paths…]\n\nMeasures the benches in these files and folders, without paths in all *.bench.{js,ts,mjs,…} below the working directory:\nfiles that use bench() of swarmprof, tinybench or mitata. Each bench runs in several processes of its own.",
      )
      .positional("paths", { ...text, array: true, describe: "bench files, and folders with some" })
      .option("filter", { ...text, describe: "only benches whose name matches this regular expression" })
      .option("kind", { ...text, describe: `only benches of these kinds: ${BENCH_KINDS.join(",")}` })
      .option("list", { ...off, describe: "say which benches there are, and measure none" })
      .option("processes", { ...text, default: String(processes), describe: "processes for each bench" })
      .option("duration", { ...text, default: `${settings.timeMs}ms`, describe: "time to measure for in each process" })
      .option("warmup", {
        ...text,
        default: `${settings.warmupMs}ms`,
        describe: "least time to warm up; it goes on until steady",
      })
      .option("timeout", { ...text, default: `${timeoutMs / 1000}s`, describe: "end a process after this time" })
      .option("baseline", { ...text, describe: "compare with the baseline of this name; slower: exit code 1" })
      .option("save-baseline", { ...text, describe: "save what was measured under this name" })
      .option("budget", { ...text, describe: "e.g. 'time p95 < 1ms' or bytes=10KB; broken: exit code 1" })
      .option("format", FORMAT_FLAG)
      .option("shard", { ...text, describe: "1/4: the first of four parts, for several machines" })
      .option("name", { ...text, describe: "name of run and report" })
      .option("out", { ...text, describe: "folder for the report, and for profiles/" })
      .option("open", { ...off, describe: "open the report" })
      .option("json", { ...off, describe: "one JSON document on stdout" })
      .option("quiet", { ...off, describe: "say nothing but errors" })
      .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" })
  );
}

async function measure(given: ArgumentsCamelCase<RunFlags>): Promise<number> {
  const flags = { ...lastOfEach(given), paths: given.paths };
  const interrupt = new AbortController();
  const wanted = formats(flags.format);
  const options = runOptions(flags, interrupt.signal);
  const onSignal = (): void => interrupt.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  const progress = startProgress({ quiet: flags.quiet });
  try {
    if (flags.list) return list(await chooseBenches(options, progress.say).finally(() => progress.end()));
    const report = await run(options, progress.say).finally(() => progress.end());
    (flags.json ? process.stderr : process.stdout).write(writeFormats(report, wanted));
    await sayReport(report, flags, benchSummary);
    return benchExitCode(report);
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

function list({ chosen, files }: Awaited<ReturnType<typeof chooseBenches>>): number {
  for (const { kind, file, name } of chosen) process.stdout.write(`${kind.padEnd(11)}  ${file}  ${name}\n`);
  for (const { file, error } of files) process.stderr.write(`${file}: ${error}\n`);
  return files.length === 0 ? 0 : 3;
}

/** A flag that is given twice counts the second time. */
function lastOfEach<T extends object>(flags: T): T {
  return Object.fromEntries(
    Object.entries(flags).map(([key, value]) => [key, Array.isArray(value) ? value.at(-1) : value]),
  ) as T;
}

/** @throws SwarmprofError BAD_USAGE */
function runOptions(flags: RunFlags, signal: AbortSignal): RunOptions {
  const processes = parseCount("processes", flags.processes);
  if (processes < 1) throw new SwarmprofError("BAD_USAGE", "--processes takes a number from 1 on");
  return {
    paths: (flags.paths ?? []).map(String),
    agents: undefined,
    filter: flags.filter === undefined ? undefined : pattern(flags.filter),
    kinds: flags.kind === undefined ? BENCH_KINDS : kinds(flags.kind),
    shard: flags.shard === undefined ? undefined : shard(flags.shard),
    processes,
    settings: {
      timeMs: parseDuration("duration", flags.duration, "s"),
      warmupMs: parseDuration("warmup", flags.warmup, "s"),
      longestWarmupMs: Math.max(DEFAULT_RUN.settings.longestWarmupMs, parseDuration("warmup", flags.warmup, "s")),
    },
    budgets: benchBudgets(flags.budget),
    baseline: flags.baseline,
    saveBaseline: flags["save-baseline"],
    name: flags.name,
    out: flags.out,
    timeoutMs: parseDuration("timeout", flags.timeout, "s"),
    commandLine: ["swarmprof", ...process.argv.slice(2)],
    signal,
  };
}

function kinds(text: string): BenchKind[] {
  return text.split(",").map((word) => {
    const kind = BENCH_KINDS.find((one) => one === word.trim());
    if (kind === undefined)
      throw new SwarmprofError("BAD_USAGE", `--kind takes ${BENCH_KINDS.join(",")}, not "${text}"`);
    return kind;
  });
}

function shard(text: string): { part: number; of: number } {
  const [, part = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (part >= 1 && part <= of) return { part, of };
  throw new SwarmprofError("BAD_USAGE", `--shard takes a part such as 1/4, not "${text}"`);
}
