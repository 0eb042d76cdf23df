/** `swarmprof check`: what was measured, held to budgets, without measuring it again. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { BenchBudget } from "../analysis/bench/bench-budgets.ts";
import { benchSuite } from "../analysis/bench/bench-suite.ts";
import { SwarmprofError } from "../errors.ts";
import { readBaseline } from "../run/baseline.ts";
import { runLayout } from "../run/layout.ts";
import { findBenchRun } from "./baseline.ts";
import { reportBenches } from "./report-benches.ts";
import type { RunReport } from "./report-run.ts";

export interface CheckOptions {
  /** Folder or id of a run of benches; the last one if undefined. */
  readonly run: string | undefined;
  readonly budgets: readonly BenchBudget[];
  readonly baseline: string | undefined;
  readonly out: string | undefined;
}

/** @throws SwarmprofError RUN_UNREADABLE, BASELINE_MISSING, BAD_USAGE */
export function check(options: CheckOptions): RunReport {
  const base = resolve(options.out ?? ".");
  const { run } = options;
  if (run !== undefined && existsSync(runLayout(run).manifest) && !existsSync(runLayout(run).benches)) {
    throw new SwarmprofError(
      "RUN_UNREADABLE",
      `${run} is no run of benches: those of cpu and mem take --budget themselves`,
    );
  }
  const { dir, manifest, measured } = findBenchRun(base, run);
  const baseline = options.baseline === undefined ? undefined : readBaseline(base, options.baseline);
  const suite = benchSuite(measured, manifest.environment, { budgets: options.budgets, baseline, files: [] });
  return reportBenches(manifest, suite, dir, options.out);
}
