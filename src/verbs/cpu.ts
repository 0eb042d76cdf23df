/** `swarmprof cpu`: where the CPU time goes; with memory beside it where that is asked for. */
import type { Budget } from "../analysis/budgets.ts";
import { type ChosenEngine, usableEngine, withSnapshotEngine } from "../capture/engines/catalogue.ts";
import type { CpuEngineName } from "../capture/engines/engine.ts";
import type { CpuSettings, MemorySettings } from "../run/records.ts";
import { type BenchCalls, benchTarget } from "./bench-target.ts";
import { type ProfileOptions, profile } from "./profile.ts";
import type { RunReport } from "./report-run.ts";

export { CPU_ENGINES, type CpuEngineName } from "../capture/engines/engine.ts";

export interface CpuOptions extends ProfileOptions {
  /** Path of the program. */
  readonly bench: string;
  readonly args: readonly string[];
  /** Of a file of benches: how they are called. */
  readonly calls: BenchCalls;
  readonly intervalUs: number;
  /** What takes the samples. */
  readonly engine: CpuEngineName;
  /** undefined: memory is not recorded. */
  readonly memory: MemorySettings | undefined;
  readonly budgets: readonly Budget[];
}

/** Time between two samples: see docs/accuracy.md for the figures that it was chosen by. */
export const DEFAULT_INTERVAL_US = 2_000;

/** @throws SwarmprofError where the program can't be run, the engine does not work here, or nothing can be written */
export async function cpu(options: CpuOptions, onCaptured: () => void): Promise<RunReport> {
  const { bench, args, intervalUs, engine, memory, budgets } = options;
  const target = await benchTarget(bench, args, options.calls);
  const chosen = withSnapshotEngine(usableEngine(engine), memory);
  const cpuSettings = { intervalUs, ...engineSettings(engine, chosen) };
  return profile(
    { verb: "cpu", bench, target, cpu: cpuSettings, memory, engine: chosen, budgets },
    options,
    onCaptured,
  );
}

function engineSettings(name: CpuEngineName, { version, outside, onCoreOnly }: ChosenEngine): Partial<CpuSettings> {
  if (name === "inspector") return {};
  return {
    engine: `${name} ${version}`,
    ...(outside === undefined ? {} : { by: "outside" }),
    ...(onCoreOnly ? { onCoreOnly } : {}),
  };
}
