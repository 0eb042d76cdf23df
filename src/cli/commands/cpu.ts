/** Command line of `swarmprof cpu`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { CPU_ENGINES, type CpuEngineName, cpu, DEFAULT_INTERVAL_US } from "../../verbs/cpu.ts";
import { DEFAULT_MEMORY } from "../../verbs/mem.ts";
import { cpuSummary } from "../cpu-summary.ts";
import { exitCode } from "../exit-code.ts";
import { startProgress } from "../progress.ts";
import { INTERVAL_LIMITS, parseDuration } from "../quantities.ts";
import { sayReport } from "../say-report.ts";
import { registersBenches } from "../../verbs/bench-target.ts";
import { benchCalls } from "./bench-call-flags.ts";
import { budgets, type MemoryFlags, memoryFlags, memorySettings } from "./memory-flags.ts";
import { type ProfileFlags, profileFlags, profileOptions, targetArguments } from "./profile-flags.ts";

interface CpuFlags extends ProfileFlags, MemoryFlags {
  bench: string;
  interval: string;
  engine: CpuEngineName;
  mem: boolean;
  filter: string | undefined;
  iterations: string | undefined;
  warmup: string | undefined;
  duration: string | undefined;
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
  const own = argv
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
    .option("engine", {
      choices: CPU_ENGINES,
      default: CPU_ENGINES[0],
      describe: "what takes the samples; swarmprof engines says which work here",
    })
    .option("mem", { type: "boolean", default: false, describe: "record memory too, as swarmprof mem does" })
    .option("filter", { type: "string", describe: "of a file of benches, those whose name matches" })
    .option("iterations", {
      type: "string",
      describe: "calls of a registered bench; a plain script runs once, as it is",
    })
    .option("warmup", { type: "string", describe: "calls of a registered bench before the measured ones" })
    .option("duration", { type: "string", describe: "time to call a registered bench for [default: 1s]" });
  return memoryFlags(profileFlags(own));
}

async function run(flags: ArgumentsCamelCase<CpuFlags>): Promise<number> {
  const { intervalMs } = DEFAULT_MEMORY;
  const memory = memorySettings(flags, { intervalMs, repeat: 0, warmup: 0 });
  const options = {
    ...profileOptions(flags),
    bench: flags.bench,
    args: targetArguments(),
    calls: benchCalls(flags),
    intervalUs: Math.round(parseDuration("interval", flags.interval, "us", INTERVAL_LIMITS) * 1000),
    engine: flags.engine,
    memory: flags.mem || flags.budget !== undefined ? memory : undefined,
    budgets: budgets(flags),
  };
  const progress = startProgress({ quiet: flags.quiet });
  progress.say(`profiling ${flags.bench}`);
  const report = await cpu(options, () => progress.say("reading the profile")).finally(() => progress.end());
  await sayReport(report, flags, cpuSummary);
  const measured = (["filter", "iterations", "warmup", "duration"] as const).filter(
    (name) => flags[name] !== undefined,
  );
  if (measured.length > 0 && !registersBenches(flags.bench) && !flags.quiet) {
    process.stderr.write(
      `${flags.bench} registers no bench: --${measured.join(", --")} had no effect, all of it was profiled\n`,
    );
  }
  return exitCode(report);
}
