/** `swarmprof baseline`, and what stands for a baseline: a saved one, or a run. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type BenchSuite, benchSuite } from "../analysis/bench/bench-suite.ts";
import { SwarmprofError } from "../errors.ts";
import { type Baseline, listBaselines, readBaseline, removeBaseline, saveBaseline } from "../run/baseline.ts";
import { type MeasuredBench, readBenchRun } from "../run/bench-run.ts";
import { runDir, runLayout, runsFolder } from "../run/layout.ts";
import { readManifest } from "../run/manifest.ts";
import type { RunManifest } from "../run/records.ts";

/** What of a run is kept to be compared with. */
export function baselineOf(name: string, manifest: RunManifest, { benches }: BenchSuite): Baseline {
  return {
    schema: "swarmprof/baseline@1",
    name,
    savedAt: manifest.startedAt,
    environment: manifest.environment,
    benches: benches.map(({ figures: { bench, processes } }) => ({
      name: bench.name,
      file: bench.file,
      kind: bench.kind,
      processes,
    })),
  };
}

/** A run of benches, read from its folder. */
interface BenchRun {
  readonly dir: string;
  readonly manifest: RunManifest;
  readonly measured: readonly MeasuredBench[];
}

/**
 * @param which folder of a run, or its id; undefined: the last
 * @throws SwarmprofError RUN_UNREADABLE, RUN_TOO_NEW
 */
export function findBenchRun(base: string, which: string | undefined): BenchRun {
  const dir = which !== undefined && existsSync(runLayout(which).manifest) ? which : runOfId(base, which);
  if (dir === undefined) {
    const what = which === undefined ? "No benches have been measured here" : `There is no run "${which}"`;
    throw new SwarmprofError("RUN_UNREADABLE", `${what}. Measure them with: swarmprof run`);
  }
  return { dir, manifest: readManifest(dir), measured: readBenchRun(dir) };
}

/**
 * @param which name of a baseline, else folder or id of a run
 * @throws SwarmprofError BASELINE_MISSING, RUN_UNREADABLE
 */
export function baselineOrRun(base: string, which: string): Baseline | BenchRun {
  if (listBaselines(base).includes(which)) return readBaseline(base, which);
  try {
    return findBenchRun(base, which);
  } catch (cause) {
    if (!(cause instanceof SwarmprofError)) throw cause;
    const known = listBaselines(base);
    const names = known.length === 0 ? "no baselines" : `the baselines ${known.join(", ")}`;
    throw new SwarmprofError(
      "BASELINE_MISSING",
      `"${which}" is no baseline and no run of benches. There are ${names}`,
      {
        cause,
      },
    );
  }
}

/** @throws SwarmprofError RUN_UNREADABLE, OUTPUT_UNWRITABLE */
export function saveRunAsBaseline(base: string, name: string, which: string | undefined): string {
  return saveBaseline(base, asBaseline(findBenchRun(base, which), name));
}

export function asBaseline({ manifest, measured }: BenchRun, name = basename(manifest.id)): Baseline {
  const suite = benchSuite(measured, manifest.environment, { budgets: [], baseline: undefined, files: [] });
  return baselineOf(name, manifest, suite);
}

/** Runs of all names, by their ids, which sort by time. */
function runOfId(base: string, id: string | undefined): string | undefined {
  const folder = runsFolder(resolve(base));
  const runs = entries(folder)
    .flatMap((bench) => entries(join(folder, bench)).map((run) => ({ bench, run })))
    .filter(({ bench, run }) => existsSync(runLayout(runDir(base, bench, run)).benches))
    .sort((a, b) => a.run.localeCompare(b.run));
  const found = id === undefined ? runs.at(-1) : runs.find(({ run }) => run === id);
  return found && runDir(base, found.bench, found.run);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was ever recorded, or a file among the folders
  }
}

export { listBaselines, readBaseline, removeBaseline };
