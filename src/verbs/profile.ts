/** What `swarmprof cpu` and `swarmprof mem` share: capture → analyse → report. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Budget } from "../analysis/budgets.ts";
import { capture } from "../capture/capture.ts";
import type { ChosenEngine } from "../capture/engines/catalogue.ts";
import type { OutsideRecording } from "../capture/engines/engine.ts";
import type { TargetCommand } from "../capture/target-command.ts";
import type { AgentSettings, CpuSettings, MemorySettings, Milliseconds } from "../run/records.ts";
import { clinicAnalysis, packageVersion, probeFiles } from "./package-files.ts";
import type { RunReport } from "./report-run.ts";

export interface ProfileOptions {
  /** Name under which run and report stand; the bench's path if undefined. */
  readonly name: string | undefined;
  /** Folder for reports and runs; `reports/` and `profiles/` if undefined. */
  readonly out: string | undefined;
  readonly timeoutMs: Milliseconds | undefined;
  readonly targetStdout: "inherit" | "stderr";
  readonly commandLine: readonly string[];
  readonly agents: AgentSettings;
  /** Whether what an engine has written by itself is kept. */
  readonly keep: boolean;
  /** Whether all heap snapshots stay in the run directory. */
  readonly keepSnapshots: boolean;
}

export interface Profiling {
  readonly verb: string;
  readonly bench: string;
  readonly target: TargetCommand;
  readonly cpu: CpuSettings | undefined;
  readonly memory: MemorySettings | undefined;
  readonly engine: ChosenEngine;
  readonly budgets: readonly Budget[];
}

/** @throws SwarmprofError where the program can't be run, or nothing can be written */
export async function profile(what: Profiling, options: ProfileOptions, onCaptured: () => void): Promise<RunReport> {
  const capturing = capture(what.target, {
    verb: what.verb,
    bench: options.name ?? what.bench,
    command: options.commandLine,
    base: resolve(options.out ?? "."),
    cpu: what.cpu,
    memory: what.memory,
    agents: options.agents,
    addons: what.engine.addons,
    outside: outsideRecorder(what, options),
    timeoutMs: options.timeoutMs,
    targetStdout: options.targetStdout,
    probe: probeFiles(),
    version: packageVersion(),
  });
  const reporting = import("./report-run.ts");
  const { dir, files } = await capturing;
  onCaptured();
  const { reportRun, reportsFolder, tidySnapshots } = await reporting;
  const report = reportRun(dir, reportsFolder(options.out), what.budgets);
  if (!options.keepSnapshots) tidySnapshots(dir);
  return { ...report, files };
}

function outsideRecorder(
  { engine, cpu }: Profiling,
  { keep }: ProfileOptions,
): ((runDir: string) => OutsideRecording) | undefined {
  const { outside } = engine;
  if (outside === undefined || cpu === undefined) return undefined;
  const probeUrl = pathToFileURL(probeFiles().preload).href;
  return (runDir) => outside({ runDir, intervalUs: cpu.intervalUs, probeUrl, keep, analysisScript: clinicAnalysis() });
}
