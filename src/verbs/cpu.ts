/** `swarmprof cpu`: capture → analyse → report. */
import { resolve } from "node:path";
import { capture } from "../capture/capture.ts";
import { targetCommand } from "../capture/target-command.ts";
import type { Milliseconds } from "../run/records.ts";
import { packageVersion, probeFiles } from "./package-files.ts";
import type { CpuReport } from "./report-cpu.ts";

export interface CpuOptions {
  /** Path of the program. */
  readonly bench: string;
  readonly args: readonly string[];
  /** Name under which run and report stand; the bench's path if undefined. */
  readonly name: string | undefined;
  /** Folder for reports and runs; `reports/` and `profiles/` if undefined. */
  readonly out: string | undefined;
  readonly intervalUs: number;
  readonly timeoutMs: Milliseconds | undefined;
  readonly targetStdout: "inherit" | "stderr";
  readonly commandLine: readonly string[];
}

/** Time between two samples: see docs/accuracy.md for the figures that it was chosen by. */
export const DEFAULT_INTERVAL_US = 2_000;

/** @throws SwarmprofError where the program can't be run, or nothing can be written */
export async function cpu(options: CpuOptions, onCaptured: () => void): Promise<CpuReport> {
  const target = targetCommand(options.bench, options.args);
  const capturing = capture(target, {
    verb: "cpu",
    bench: options.name ?? options.bench,
    command: options.commandLine,
    base: resolve(options.out ?? "."),
    intervalUs: options.intervalUs,
    timeoutMs: options.timeoutMs,
    targetStdout: options.targetStdout,
    probe: probeFiles(),
    version: packageVersion(),
  });
  const reporting = import("./report-cpu.ts");
  const { dir } = await capturing;
  onCaptured();
  const { reportCpu, reportsFolder } = await reporting;
  return reportCpu(dir, reportsFolder(options.out));
}
