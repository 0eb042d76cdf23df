/** Command line of `swarmprof mem`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import { mem } from "../../verbs/mem.ts";
import { exitCode } from "../exit-code.ts";
import { memSummary } from "../mem-summary.ts";
import { startProgress } from "../progress.ts";
import { parseDuration, TIMELINE_LIMITS } from "../quantities.ts";
import { sayReport } from "../say-report.ts";
import { registersBenches } from "../../verbs/bench-target.ts";
import { benchCalls } from "./bench-call-flags.ts";
import { budgets, type MemoryFlags, memoryFlags, memorySettings, optionalCount } from "./memory-flags.ts";
import { type ProfileFlags, profileFlags, profileOptions, targetArguments } from "./profile-flags.ts";

interface MemFlags extends ProfileFlags, MemoryFlags {
  bench: string | undefined;
  interval: string;
  repeat: string | undefined;
  iterations: string | undefined;
  warmup: string | undefined;
  filter: string | undefined;
  duration: string | undefined;
}

/** @param finish is given the exit code */
export function memCommand(finish: (exitCode: number) => void): CommandModule<object, MemFlags> {
  return {
    command: "mem [bench]",
    describe: "memory of a program over time: peak, growth, where it was allocated; every process and thread",
    builder: flags,
    handler: async (flags) => finish(await run(flags)),
  };
}

function flags(argv: Argv): Argv<MemFlags> {
  const own = argv
    .usage(
      "swarmprof mem <bench> [-- args…]\nswarmprof mem -- command [args…]\n\nRuns the program, unmodified, and records its memory; a command that is not Node too.\nAll that swarmprof says goes to stderr; stdout is the program's.",
    )
    .positional("bench", {
      type: "string",
      describe: "path of a Node program: .js .mjs .cjs .ts .mts .cts",
    })
    .option("interval", { type: "string", default: "20ms", describe: "time between two readings; a bare number is µs" })
    .option("repeat", {
      type: "string",
      describe: "call the program's exported function so many times more, and judge the growth over these",
    })
    .option("iterations", { type: "string", describe: "the same as --repeat" })
    .option("warmup", { type: "string", describe: "calls before those of --repeat" })
    .option("filter", { type: "string", describe: "of a file of benches, those whose name matches" })
    .option("duration", {
      type: "string",
      describe: "time to call a registered bench for, without --repeat [default: 1s]",
    });
  return memoryFlags(profileFlags(own));
}

async function run(flags: ArgumentsCamelCase<MemFlags>): Promise<number> {
  const { bench } = flags;
  const args = targetArguments();
  if (bench === undefined && args.length === 0) {
    throw new SwarmprofError("BAD_USAGE", "Say which program: swarmprof mem bench.js, or swarmprof mem -- command");
  }
  const given = {
    intervalMs: parseDuration("interval", flags.interval, "us", TIMELINE_LIMITS),
    repeat: optionalCount("repeat", flags.repeat ?? flags.iterations),
    warmup: optionalCount("warmup", flags.warmup),
  };
  const isBench = bench !== undefined && registersBenches(bench);
  // The harness makes the iterations of a bench.
  const memory = memorySettings(flags, isBench ? { ...given, repeat: 0, warmup: 0 } : given);
  const calls = benchCalls({ ...flags, iterations: flags.repeat ?? flags.iterations });
  const options = { ...profileOptions(flags), bench, args, calls, memory, budgets: budgets(flags) };
  if (flags.snapshot !== undefined && !flags.quiet) {
    process.stderr.write(
      "--snapshot: for each MB of a thread's heap, taking one stops the thread for some 60 ms, and takes some 5 MB of memory\n",
    );
  }
  const progress = startProgress({ quiet: flags.quiet });
  progress.say(`recording the memory of ${bench ?? args[0]}`);
  const report = await mem(options, () => progress.say("reading what was recorded")).finally(() => progress.end());
  await sayReport(report, flags, memSummary);
  return exitCode(report);
}
