/** Command line of `swarmprof cpu`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { CPU_ENGINES, type CpuEngineName, cpu, DEFAULT_INTERVAL_US } from "../../verbs/cpu.ts";
import { DEFAULT_MEMORY } from "../../verbs/mem.ts";
import { cpuSummary } from "../cpu-summary.ts";
import { exitCode } from "../exit-code.ts";
import { startProgress } from "../progress.ts";
import { INTERVAL_LIMITS, parseCount, parseDuration } from "../quantities.ts";
import { sayReport } from "../say-report.ts";
import { budgets, type MemoryFlags, memoryFlags, memorySettings } from "./memory-flags.ts";
import { type ProfileFlags, profileFlags, profileOptions, targetArguments } from "./profile-flags.ts";

interface CpuFlags extends ProfileFlags, MemoryFlags {
  bench: string;
  interval: string;
  engine: CpuEngineName;
  mem: boolean;
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
    .option("iterations", {
      type: "string",
      describe: "calls of a registered bench; a plain script runs once, as it is",
    })
    .option("warmup", { type: "string", describe: "calls of a registered bench before the measured ones" })
    .option("duration", { type: "string", describe: "time to measure a registered bench for" });
  return memoryFlags(profileFlags(own));
}

async function run(flags: ArgumentsCamelCase<CpuFlags>): Promise<number> {
  const { intervalMs } = DEFAULT_MEMORY;
  const memory = memorySettings(flags, { intervalMs, repeat: 0, warmup: 0 });
  const options = {
    ...profileOptions(flags),
    bench: flags.bench,
    args: targetArguments(),
    intervalUs: Math.round(parseDuration("interval", flags.interval, "us", INTERVAL_LIMITS) * 1000),
    engine: flags.engine,
    memory: flags.mem || flags.budget !== undefined ? memory : undefined,
    budgets: budgets(flags),
  };
  const measured = measuredPart(flags);
  const progress = startProgress({ quiet: flags.quiet });
  progress.say(`profiling ${flags.bench}`);
  const report = await cpu(options, () => progress.say("reading the profile")).finally(() => progress.end());
  await sayReport(report, flags, cpuSummary);
  if (measured.length > 0 && !flags.quiet) {
    process.stderr.write(
      `${flags.bench} registers no bench: --${measured.join(", --")} had no effect, all of it was profiled\n`,
    );
  }
  return exitCode(report);
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
