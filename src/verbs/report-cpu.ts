/** From a recorded run to its report: read → analyse → render. Loaded while the target runs, so that it costs no time. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { analyseCpu, type CpuAnalysis } from "../analysis/cpu/analyse-cpu.ts";
import type { Frame } from "../analysis/cpu/call-tree.ts";
import { hotspots, packageTimes } from "../analysis/cpu/hotspots.ts";
import { withSourcePositions } from "../analysis/cpu/source-positions.ts";
import { cpuFindings } from "../analysis/findings/cpu-findings.ts";
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import { placeOf } from "../analysis/place.ts";
import { SwarmprofError } from "../errors.ts";
import { parseCpuProfile } from "../formats/cpuprofile.ts";
import { cpuReportView } from "../report/cpu-view.ts";
import { cpuResultDocument, type ResultDocument } from "../report/result-document.ts";
import type { CpuProfile } from "../run/cpu-profile.ts";
import { REPORTS_FOLDER } from "../run/layout.ts";
import { type Run, readRun } from "../run/read-run.ts";
import { sourceMapsOf } from "./source-maps-of.ts";
import { probeFiles, reportAssets } from "./package-files.ts";
import { writeReport } from "./write-report.ts";

export interface CpuReport {
  /** The answer in one sentence. */
  readonly headline: string;
  readonly document: ResultDocument;
}

/**
 * @param reportsFolder where the report goes
 * @throws SwarmprofError RUN_UNREADABLE, NOTHING_RECORDED, OUTPUT_UNWRITABLE
 */
export function reportCpu(runDir: string, reportsFolder: string): CpuReport {
  const run = readRun(runDir);
  if (run.processes.length === 0) throw nothingRecorded(run);
  const cwd = process.cwd();
  const facts = cpuFacts(run, cwd);
  const findings = cpuFindings(facts);
  const view = cpuReportView(facts, findings);
  const file = writeReport(view, run.manifest.status, reportsFolder, reportAssets());
  const paths = { run: relative(cwd, runDir), report: relative(cwd, file) };
  return { headline: view.headline, document: cpuResultDocument(facts, findings, paths) };
}

/** Where reports go: below `--out` itself, or in `reports/`. */
export function reportsFolder(out: string | undefined): string {
  return out ?? join(process.cwd(), REPORTS_FOLDER);
}

function cpuFacts(run: Run, cwd: string): CpuFacts {
  const recorded = analyseCpu(run, readProfile, pathToFileURL(probeFiles().preload).href);
  const analysis: CpuAnalysis = { ...recorded, tree: withSourcePositions(recorded.tree, sourceMapsOf(run)) };
  const place = (frame: Frame): string => placeOf(frame.url, cwd);
  return { run, analysis, hotspots: hotspots(analysis), packages: packageTimes(analysis), place };
}

/** @returns undefined for a chunk that can't be read: its time then counts as a gap */
function readProfile(file: string): CpuProfile | undefined {
  try {
    return parseCpuProfile(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof SwarmprofError && error.code === "PROFILE_UNREADABLE") return undefined;
    throw error;
  }
}

function nothingRecorded({ manifest }: Run): SwarmprofError {
  const ended = manifest.target?.signal ?? `exit code ${manifest.target?.exitCode}`;
  return new SwarmprofError(
    "NOTHING_RECORDED",
    `Nothing was recorded of ${manifest.bench}, which ended with ${ended}: the probe did not start in it. Does it run on a Node with an inspector?`,
  );
}
