/** Saved measurements: `profiles/baselines/<name>.json`, small, and made to be committed. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SwarmprofError } from "../errors.ts";
import type { BenchKind } from "./bench-records.ts";
import { baselinesFolder } from "./layout.ts";
import type { EnvironmentFingerprint } from "./records.ts";

const SCHEMA = "swarmprof/baseline@1";

export interface Baseline {
  readonly schema: typeof SCHEMA;
  readonly name: string;
  readonly savedAt: string;
  readonly environment: EnvironmentFingerprint;
  readonly benches: readonly BaselineBench[];
}

export interface BaselineBench {
  readonly name: string;
  readonly file: string;
  readonly kind: BenchKind;
  /** A figure a process, so that statistics can be made anew. */
  readonly processes: readonly ProcessSummary[];
}

/** Times are ns an operation; the first two without the time in which other programs had the CPU. */
export interface ProcessSummary {
  readonly medianNs: number;
  /** A tenth of the segments was faster. */
  readonly fastNs: number;
  /** Median of the batches, which are short enough for nothing to come in between of most: no garbage collection either. */
  readonly batchNs: number;
  readonly meanNs: number;
  readonly p95Ns: number;
  readonly p99Ns: number;
  readonly bytesPerOp: number | null;
  readonly externalBytesPerOp: number | null;
  readonly gcShare: number | null;
  readonly peakRssBytes: number | null;
  readonly metrics: readonly MetricSummary[];
}

/** Of a counter all figures are its rate a second, of a gauge its last value. */
export interface MetricSummary {
  readonly name: string;
  readonly unit: string;
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @throws SwarmprofError BAD_USAGE, OUTPUT_UNWRITABLE */
export function saveBaseline(base: string, baseline: Baseline): string {
  const folder = baselinesFolder(base);
  const file = fileOf(base, baseline.name);
  const text = JSON.stringify(baseline, short, 1);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.tmp`, `${text}\n`);
    renameSync(`${file}.tmp`, file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't save the baseline to ${folder}: ${why}`, { cause });
  }
  return file;
}

/** @throws SwarmprofError BASELINE_MISSING, RUN_UNREADABLE */
export function readBaseline(base: string, name: string): Baseline {
  const file = fileOf(base, name);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const known = listBaselines(base);
    const next =
      known.length === 0 ? `Save one with: swarmprof run --save-baseline ${name}` : `There are ${known.join(", ")}`;
    throw new SwarmprofError("BASELINE_MISSING", `No baseline "${name}" in ${baselinesFolder(base)}. ${next}`, {
      cause,
    });
  }
  const value = decode(text);
  if (value === undefined) {
    throw new SwarmprofError(
      "RUN_UNREADABLE",
      `${file} is no baseline of this swarmprof. Save it anew with: swarmprof run --save-baseline ${name}`,
    );
  }
  return value;
}

/** @returns names, in order */
export function listBaselines(base: string): string[] {
  try {
    const files = readdirSync(baselinesFolder(base)).filter((file) => file.endsWith(".json"));
    return files.map((file) => file.slice(0, -".json".length)).sort();
  } catch {
    return []; // none was ever saved
  }
}

/** @throws SwarmprofError BASELINE_MISSING */
export function removeBaseline(base: string, name: string): void {
  readBaseline(base, name);
  rmSync(fileOf(base, name));
}

function fileOf(base: string, name: string): string {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(name)) {
    throw new SwarmprofError("BAD_USAGE", `A baseline's name has letters, digits and . _ - only, not "${name}"`);
  }
  return join(baselinesFolder(base), `${name}.json`);
}

function decode(text: string): Baseline | undefined {
  try {
    const value = JSON.parse(text) as Partial<Baseline> | null;
    const valid =
      value?.schema === SCHEMA &&
      Array.isArray(value.benches) &&
      value.benches.every(({ processes }) => Array.isArray(processes));
    return valid ? (value as Baseline) : undefined;
  } catch {
    return undefined;
  }
}

/** More digits than five are noise. */
function short(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
