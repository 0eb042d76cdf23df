/** `swarmprof doctor <bench>`: what @clinic/doctor says of a program, and our CPU profile of the same run beside it. */
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { usableEngine } from "../capture/engines/catalogue.ts";
import { targetCommand } from "../capture/target-command.ts";
import { DEFAULT_INTERVAL_US } from "./cpu.ts";
import { type ProfileOptions, profile } from "./profile.ts";
import type { RunReport } from "./report-run.ts";

export interface DoctorOptions extends ProfileOptions {
  /** Path of the program. */
  readonly bench: string;
  readonly args: readonly string[];
}

/** @throws SwarmprofError where the program can't be run, @clinic/doctor is not there, or nothing can be written */
export async function doctor(options: DoctorOptions, onCaptured: () => void): Promise<RunReport> {
  const { bench, args } = options;
  const target = targetCommand(bench, args);
  const engine = usableEngine("@clinic/doctor");
  const cpu = { intervalUs: DEFAULT_INTERVAL_US };
  const what = { verb: "doctor", bench, target, cpu, memory: undefined, engine, budgets: [] };
  const report = await profile(what, options, onCaptured);
  return { ...report, files: (report.files ?? []).map((file) => besideReport(file, report.document.report)) };
}

function besideReport(file: string, report: string): string {
  const beside = report.replace(/\.html$/, "-clinic-doctor.html");
  if (!existsSync(file)) return file;
  renameSync(file, join(process.cwd(), beside));
  return join(process.cwd(), beside);
}
