/** The files that the build puts beside the code: the probe, and the report's browser code. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SwarmprofError } from "../errors.ts";
import type { ReportAssets } from "../report/html/render-html.ts";

/** @throws SwarmprofError BUILD_INCOMPLETE */
export function probeFiles(): { readonly preload: string; readonly recorder: string } {
  return { preload: asset("preload.cjs"), recorder: asset("recorder.cjs") };
}

/**
 * Entry of a bench's process.
 * @throws SwarmprofError BUILD_INCOMPLETE
 */
export function harnessFile(): string {
  return asset("harness.mjs");
}

/** @throws SwarmprofError BUILD_INCOMPLETE */
export function reportAssets(): ReportAssets {
  return { script: readFileSync(asset("report.js"), "utf8"), style: readFileSync(asset("report.css"), "utf8") };
}

/** A script of the build's that is a program of its own. */
export function clinicAnalysis(): string {
  return fileURLToPath(new URL("../../dist/capture/engines/clinic-analysis.js", import.meta.url));
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const { version } = manifest as { version?: unknown };
  return typeof version === "string" ? version : "unknown";
}

function asset(name: string): string {
  // From dist/verbs as from src/verbs, which is what tests run.
  const file = fileURLToPath(new URL(`../../dist/assets/${name}`, import.meta.url));
  if (!existsSync(file)) {
    throw new SwarmprofError("BUILD_INCOMPLETE", `swarmprof is not built: ${name} is missing. Run: npm run build`);
  }
  return file;
}
