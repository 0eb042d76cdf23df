/** From what benches have measured to the report. */
import { relative } from "node:path";
import { benchFindings } from "../analysis/bench/bench-findings.ts";
import { benchHeadline } from "../analysis/bench/bench-headline.ts";
import type { BenchSuite } from "../analysis/bench/bench-suite.ts";
import { worstFirst } from "../analysis/finding.ts";
import { benchDocument } from "../report/bench-result.ts";
import { benchesView } from "../report/benches-view.ts";
import { renderBenches } from "../report/html/render-benches.ts";
import type { RunManifest } from "../run/records.ts";
import { reportAssets } from "./package-files.ts";
import { type RunReport, reportsFolder } from "./report-run.ts";
import { putReport } from "./write-report.ts";

/** @throws SwarmprofError OUTPUT_UNWRITABLE */
export function reportBenches(
  manifest: RunManifest,
  suite: BenchSuite,
  runDir: string,
  out: string | undefined,
): RunReport {
  const findings = worstFirst(benchFindings(suite));
  const view = benchesView(manifest, suite, findings);
  const assets = reportAssets();
  const file = putReport(view.words, manifest.status, reportsFolder(out), assets, (head) =>
    renderBenches(view, assets, head),
  );
  const cwd = process.cwd();
  const paths = { run: relative(cwd, runDir), report: relative(cwd, file) };
  return { headline: benchHeadline(suite), document: benchDocument(manifest, suite, findings, paths) };
}
