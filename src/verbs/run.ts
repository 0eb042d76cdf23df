/** `swarmprof run`: find benches → measure them → analyse → report. */
import { resolve } from "node:path";
import type { BenchBudget } from "../analysis/bench/bench-budgets.ts";
import { type BenchSuite, benchSuite, type Failure, ownBudgets } from "../analysis/bench/bench-suite.ts";
import { listBenches } from "../capture/bench-process.ts";
import { findBenches } from "../capture/find-benches.ts";
import { MOST_UNDER_LOAD, measureBenches, type Plan } from "../capture/measure-benches.ts";
import { nowUs } from "../capture/now-us.ts";
import { SwarmprofError } from "../errors.ts";
import { readBaseline, saveBaseline } from "../run/baseline.ts";
import type { BenchKind, ChosenBench, MeasurementLine, MeasureSettings } from "../run/bench-records.ts";
import { appendMeasurement, gathered, writeBenches } from "../run/bench-run.ts";
import { environmentFingerprint } from "../run/environment.ts";
import { benchFolder, runDir } from "../run/layout.ts";
import { writeManifest } from "../run/manifest.ts";
import { RUN_SCHEMA, type RunManifest } from "../run/records.ts";
import { newRunId } from "../run/run-id.ts";
import { baselineOf } from "./baseline.ts";
import { harnessFile, packageVersion } from "./package-files.ts";
import { reportBenches } from "./report-benches.ts";
import type { RunReport } from "./report-run.ts";

export interface RunOptions {
  /** Bench files, and folders with some; none: all below the working directory. */
  readonly paths: readonly string[];
  readonly filter: RegExp | undefined;
  readonly kinds: readonly BenchKind[];
  /** `swarmprof scale`: benches with so many agents, and what they hold. */
  readonly agents: readonly number[] | undefined;
  /** Of all benches, every `of`th from `part` on. */
  readonly shard: { readonly part: number; readonly of: number } | undefined;
  /** Of each bench. */
  readonly processes: number;
  readonly settings: Omit<MeasureSettings, "index" | "name">;
  readonly budgets: readonly BenchBudget[];
  readonly baseline: string | undefined;
  readonly saveBaseline: string | undefined;
  readonly name: string | undefined;
  readonly out: string | undefined;
  readonly timeoutMs: number;
  readonly commandLine: readonly string[];
  /** Ends it early; what was measured by then is reported. */
  readonly signal: AbortSignal;
}

/** See docs/benches.md for the figures that these were chosen by. */
export const DEFAULT_RUN = {
  processes: 15,
  settings: { timeMs: 150, warmupMs: 60, longestWarmupMs: 1_000 },
  timeoutMs: 120_000,
};

/** @throws SwarmprofError where there is nothing to measure, or nothing can be written */
export async function run(options: RunOptions, say: (what: string) => void): Promise<RunReport> {
  const base = resolve(options.out ?? ".");
  const baseline = options.baseline === undefined ? undefined : readBaseline(base, options.baseline);
  const { chosen, files } = await chooseBenches(options, say);
  const started = startRun(options, base, chosen);
  const lines = await measure(options, chosen, started.dir, say);
  const manifest = endRun(started, options.signal.aborted);
  const judge = (): BenchSuite =>
    benchSuite(gathered(chosen, lines), manifest.environment, { budgets: options.budgets, baseline, files });
  let suite = judge();
  if (!options.signal.aborted && (await confirm(suite, options, chosen, started.dir, lines, say))) suite = judge();
  const { saveBaseline: name } = options;
  if (name !== undefined && manifest.status === "complete") saveBaseline(base, baselineOf(name, manifest, suite));
  return reportBenches(manifest, suite, started.dir, options.out);
}

/** What a run of these options would measure. */
export async function chooseBenches(
  options: RunOptions,
  say: (what: string) => void,
): Promise<{ readonly chosen: readonly ChosenBench[]; readonly files: readonly Failure[] }> {
  const found = findBenches(options.paths);
  if (found.length === 0) {
    throw new SwarmprofError(
      "BENCH_MISSING",
      "No bench files here. Name them *.bench.ts (or .js, .mjs …), or give their paths: swarmprof run path/to/file.ts",
    );
  }
  const all: ChosenBench[] = [];
  const files: Failure[] = [];
  for (const file of found) {
    say(`reading ${file}`);
    const { benches, error } = await listBenches({ ...processOf(file, options), signal: options.signal });
    all.push(...benches.map((bench, index) => ({ ...bench, file, index })));
    // What a file does with the results of tinybench, which it doesn't get here, is not its benches' failure.
    const onlyAfter = benches.length > 0 && benches.every(({ dialect }) => dialect !== "swarmprof");
    if (error !== undefined && !onlyAfter) files.push({ name: "", file, error });
    else if (benches.length === 0) files.push({ name: "", file, error: "it registers no bench" });
  }
  for (const bench of all) ownBudgets(bench); // what can't be read is said before anything is measured
  const wanted = all.filter(
    ({ name, kind, params }) =>
      (options.filter?.test(name) ?? true) &&
      options.kinds.includes(kind) &&
      (options.agents === undefined || (kind !== "load" && typeof params["agents"] === "number")),
  );
  if (wanted.length === 0 && files.length === 0) {
    if (options.agents !== undefined && all.length > 0) {
      throw new SwarmprofError("BENCH_MISSING", "No bench has agents to scale: bench(name, fn, { agents: [1, 10] })");
    }
    const names = all.slice(0, 5).map(({ name }) => name);
    throw new SwarmprofError(
      "BENCH_MISSING",
      `No bench is called that. There are ${names.join(", ")}${all.length > 5 ? " …" : ""}`,
    );
  }
  const { shard } = options;
  return { chosen: shard === undefined ? wanted : wanted.filter((_, i) => i % shard.of === shard.part - 1), files };
}

async function measure(
  options: RunOptions,
  chosen: readonly ChosenBench[],
  dir: string,
  say: (what: string) => void,
): Promise<MeasurementLine[]> {
  const lines: MeasurementLine[] = [];
  const { processes: count, settings, signal } = options;
  const of = chosen.reduce((sum, { kind }) => sum + (kind === "load" ? Math.min(count, MOST_UNDER_LOAD) : count), 0);
  const plans = chosen.map((bench) => planOf(bench, options));
  say(`measuring ${chosen.length} benches, process 1 of ${of}`);
  await measureBenches(plans, { from: 0, count, settings, signal }, (place, process, measured) => {
    const line = { bench: place, process, ...measured };
    lines.push(line);
    appendMeasurement(dir, line);
    say(`measuring ${chosen.length} benches, process ${Math.min(of, lines.length + 1)} of ${of}`);
  });
  return lines;
}

/** What seems slower is measured once more, and only then believed. @returns whether there was anything */
async function confirm(
  { benches }: BenchSuite,
  options: RunOptions,
  chosen: readonly ChosenBench[],
  dir: string,
  lines: MeasurementLine[],
  say: (what: string) => void,
): Promise<boolean> {
  const slower = benches.flatMap(({ figures, change }) => (change?.verdict === "slower" ? [figures.bench] : []));
  if (slower.length === 0) return false;
  say(`measuring again what seems slower: ${slower.length} benches`);
  const { processes: count, settings, signal } = options;
  const plans = slower.map((bench) => planOf(bench, options));
  await measureBenches(plans, { from: count, count, settings, signal }, (place, process, measured) => {
    const bench = chosen.indexOf(slower[place] as ChosenBench);
    const line = { bench, process, ...measured };
    lines.push(line);
    appendMeasurement(dir, line);
  });
  return true;
}

function planOf(bench: ChosenBench, options: RunOptions): Plan {
  return { bench, process: processOf(bench.file, options) };
}

function processOf(file: string, { timeoutMs, agents }: RunOptions): Plan["process"] {
  return { file: resolve(file), shown: file, harness: harnessFile(), cwd: process.cwd(), timeoutMs, agents };
}

interface Started {
  readonly dir: string;
  readonly manifest: RunManifest;
}

function startRun(options: RunOptions, base: string, chosen: readonly ChosenBench[]): Started {
  const now = new Date();
  const id = newRunId(now);
  const bench = options.name ?? "benches";
  const dir = runDir(base, benchFolder(bench), id);
  const manifest: RunManifest = {
    schema: RUN_SCHEMA,
    id,
    verb: options.agents === undefined ? "run" : "scale",
    bench,
    command: options.commandLine,
    startedAt: now.toISOString(),
    startUs: nowUs(),
    status: "running",
    environment: environmentFingerprint(packageVersion()),
  };
  writeManifest(dir, manifest);
  writeBenches(dir, chosen);
  return { dir, manifest };
}

function endRun({ dir, manifest }: Started, interrupted: boolean): RunManifest {
  const ended: RunManifest = { ...manifest, status: interrupted ? "interrupted" : "complete" };
  writeManifest(dir, ended);
  return ended;
}
