/** `swarmprof mem`: memory over time, over iterations, and where it was allocated. */
import type { Budget } from "../analysis/budgets.ts";
import { NODE_ALONE, withSnapshotEngine } from "../capture/engines/catalogue.ts";
import { otherCommand } from "../capture/target-command.ts";
import type { MemorySettings } from "../run/records.ts";
import { type BenchCalls, benchTarget } from "./bench-target.ts";
import { type ProfileOptions, profile } from "./profile.ts";
import type { RunReport } from "./report-run.ts";

export interface MemOptions extends ProfileOptions {
  /** Path of the program; undefined where `args` is a command that need not be Node. */
  readonly bench: string | undefined;
  readonly args: readonly string[];
  /** Of a file of benches: how they are called. */
  readonly calls: BenchCalls;
  readonly memory: MemorySettings;
  readonly budgets: readonly Budget[];
}

/** See docs/accuracy.md for the figures that these were chosen by. */
export const DEFAULT_MEMORY: MemorySettings = {
  intervalMs: 20,
  heapIntervalBytes: 512 * 1024,
  allocations: "live",
  forcedCollections: true,
  repeat: 0,
  warmup: 0,
};

/** Where iterations are measured anyway, finer samples tell what each leaves behind. */
export const HEAP_INTERVAL_FOR_REPEAT = 64 * 1024;

/** @throws SwarmprofError where the program can't be run, or nothing can be written */
export async function mem(options: MemOptions, onCaptured: () => void): Promise<RunReport> {
  const { bench, args, memory, budgets } = options;
  const target = bench === undefined ? otherCommand(args) : await benchTarget(bench, args, options.calls);
  const name = bench ?? (args[0]?.split("/").at(-1) || "command");
  return profile(
    {
      verb: "mem",
      bench: name,
      target,
      cpu: undefined,
      memory,
      engine: withSnapshotEngine(NODE_ALONE, memory),
      budgets,
    },
    options,
    onCaptured,
  );
}
