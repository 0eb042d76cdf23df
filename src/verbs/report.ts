/** `swarmprof report`: the report of a run that was recorded before. */
import { mkdirSync, writeFileSync } from "node:fs";
import { extname, join, relative, resolve } from "node:path";
import { benchSuite } from "../analysis/bench/bench-suite.ts";
import { SwarmprofError } from "../errors.ts";
import { markdown } from "../report/markdown.ts";
import { readBenchRun } from "../run/bench-run.ts";
import { findRun } from "../run/find-run.ts";
import { readManifest } from "../run/manifest.ts";
import { reportBenches } from "./report-benches.ts";
import { type RunReport, reportRun, reportsFolder } from "./report-run.ts";

export const REPORT_FORMATS = ["html", "md", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportOptions {
  /** Folder, id or bench of the run; undefined for the newest. */
  readonly run: string | undefined;
  readonly formats: readonly ReportFormat[];
  readonly out: string | undefined;
}

export interface WrittenReport extends RunReport {
  /** Files beside the HTML, relative to the working directory. */
  readonly files: readonly string[];
}

/** @throws SwarmprofError where there is no such run, or nothing can be written */
export function report({ run, formats, out }: ReportOptions): WrittenReport {
  const found = findRun(process.cwd(), run);
  const written = found.isOfBenches ? benchReport(found.dir, out) : reportRun(found.dir, reportsFolder(out));
  const html = resolve(written.document.report);
  const files = formats.flatMap((format) => {
    if (format === "html") return [];
    const file = join(html.slice(0, -extname(html).length) + (format === "md" ? ".md" : ".json"));
    const text =
      format === "md" ? markdown(written.document, written.headline) : `${JSON.stringify(written.document, null, 2)}\n`;
    write(file, text);
    return [relative(process.cwd(), file)];
  });
  return { ...written, files };
}

/** Without the budgets and the baseline of its time: these belong to a call of `swarmprof run` and `compare`. */
function benchReport(dir: string, out: string | undefined): RunReport {
  const manifest = readManifest(dir);
  const suite = benchSuite(readBenchRun(dir), manifest.environment, { budgets: [], baseline: undefined, files: [] });
  return reportBenches(manifest, suite, dir, out);
}

function write(file: string, text: string): void {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't write ${file}: ${why}. Choose a folder with --out`, { cause });
  }
}
