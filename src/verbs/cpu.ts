/** `swarmprof cpu`: where the CPU time goes; with memory beside it where that is asked for. */
import type { Budget } from "../analysis/budgets.ts";
import { targetCommand } from "../capture/target-command.ts";
import type { MemorySettings } from "../run/records.ts";
import { type ProfileOptions, profile } from "./profile.ts";
import type { RunReport } from "./report-run.ts";

export interface CpuOptions extends ProfileOptions {
  /** Path of the program. */
  readonly bench: string;
  readonly args: readonly string[];
  readonly intervalUs: number;
  /** undefined: memory is not recorded. */
  readonly memory: MemorySettings | undefined;
  readonly budgets: readonly Budget[];
}

/** Time between two samples: see docs/accuracy.md for the figures that it was chosen by. */
export const DEFAULT_INTERVAL_US = 2_000;

/** @throws SwarmprofError where the program can't be run, or nothing can be written */
export function cpu(options: CpuOptions, onCaptured: () => void): Promise<RunReport> {
  const { bench, args, intervalUs, memory, budgets } = options;
  const target = targetCommand(bench, args);
  return profile({ verb: "cpu", bench, target, cpu: { intervalUs }, memory, budgets }, options, onCaptured);
}
