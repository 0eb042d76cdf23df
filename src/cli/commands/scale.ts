/** Command line of `swarmprof scale`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import { BENCH_KINDS } from "../../run/bench-records.ts";
import { DEFAULT_RUN, run } from "../../verbs/run.ts";
import { benchSummary } from "../bench-summary.ts";
import { benchExitCode } from "../exit-code.ts";
import { startProgress } from "../progress.ts";
import { parseCount, parseDuration } from "../quantities.ts";
import { sayReport } from "../say-report.ts";
import { pattern } from "./pattern.ts";

interface ScaleFlags {
  bench: string;
  agents: string;
  filter: string | undefined;
  processes: string;
  timeout: string;
  name: string | undefined;
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

const PROCESSES = 5;

/** @param finish is given the exit code */
export function scaleCommand(finish: (exitCode: number) => void): CommandModule<object, ScaleFlags> {
  return {
    command: "scale <bench>",
    describe: "what one more agent costs: memory and time of a bench as functions of its number of agents",
    builder: flags,
    handler: async (flags) => finish(await act(flags)),
  };
}

function flags(argv: Argv): Argv<ScaleFlags> {
  const off = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  return argv
    .usage(
      "swarmprof scale <bench> --agents 1,10,100\n\nFor benches that take a number of agents: bench(name, fn, { agents: [1], setup, teardown }).",
    )
    .positional("bench", { ...text, demandOption: true, describe: "a file of benches, or a folder with some" })
    .option("agents", { ...text, default: "1,10,100", describe: "numbers of agents" })
    .option("filter", { ...text, describe: "only benches whose name matches this regular expression" })
    .option("processes", { ...text, default: String(PROCESSES), describe: "processes for each number" })
    .option("timeout", {
      ...text,
      default: `${DEFAULT_RUN.timeoutMs / 1000}s`,
      describe: "end a process after this time",
    })
    .option("name", { ...text, describe: "name of run and report" })
    .option("out", { ...text, describe: "folder for the report, and for profiles/" })
    .option("open", { ...off, describe: "open the report" })
    .option("json", { ...off, describe: "one JSON document on stdout" })
    .option("quiet", { ...off, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}

async function act(flags: ArgumentsCamelCase<ScaleFlags>): Promise<number> {
  const agents = flags.agents.split(",").map((text) => parseCount("agents", text.trim()));
  if (new Set(agents).size < 2 || agents.includes(0)) {
    throw new SwarmprofError("BAD_USAGE", "--agents takes two numbers or more, from 1 on: 1,10,100");
  }
  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  const progress = startProgress({ quiet: flags.quiet });
  const options = {
    paths: [flags.bench],
    filter: flags.filter === undefined ? undefined : pattern(flags.filter),
    kinds: BENCH_KINDS,
    agents,
    shard: undefined,
    processes: Math.max(1, parseCount("processes", flags.processes)),
    settings: { ...DEFAULT_RUN.settings, levels: true },
    budgets: [],
    baseline: undefined,
    saveBaseline: undefined,
    name: flags.name ?? `scale-${flags.bench}`,
    out: flags.out,
    timeoutMs: parseDuration("timeout", flags.timeout, "s"),
    commandLine: ["swarmprof", ...process.argv.slice(2)],
    signal: interrupt.signal,
  };
  const report = await run(options, progress.say).finally(() => {
    progress.end();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  });
  await sayReport(report, flags, benchSummary);
  return benchExitCode(report);
}
