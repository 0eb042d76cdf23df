/** `swarmprof compare`: two baselines, two runs, or one of each. */
import { resolve } from "node:path";
import { benchSuite, savedSuite } from "../analysis/bench/bench-suite.ts";
import type { BenchBudget } from "../analysis/bench/bench-budgets.ts";
import { newRunId } from "../run/run-id.ts";
import type { RunManifest } from "../run/records.ts";
import { asBaseline, baselineOrRun } from "./baseline.ts";
import { reportBenches } from "./report-benches.ts";
import type { RunReport } from "./report-run.ts";

export interface CompareOptions {
  /** Names of baselines, or folders or ids of runs. */
  readonly base: string;
  readonly head: string;
  readonly budgets: readonly BenchBudget[];
  readonly out: string | undefined;
  readonly commandLine: readonly string[];
}

/** @throws SwarmprofError where one of them can't be found or read, or nothing can be written */
export function compare(options: CompareOptions): RunReport {
  const folder = resolve(options.out ?? ".");
  const [base, head] = [baselineOrRun(folder, options.base), baselineOrRun(folder, options.head)];
  const baseline = "benches" in base ? base : asBaseline(base);
  const more = { budgets: options.budgets, baseline, files: [] };
  const suite = "benches" in head ? savedSuite(head, more) : benchSuite(head.measured, head.manifest.environment, more);
  const now = new Date();
  const manifest: RunManifest = {
    schema: 1,
    startUs: 0,
    ...("benches" in head ? { environment: head.environment } : head.manifest),
    id: newRunId(now),
    verb: "compare",
    bench: `${baseline.name}-${"benches" in head ? head.name : head.manifest.id}`,
    command: options.commandLine,
    startedAt: now.toISOString(),
    status: "complete",
  };
  return reportBenches(manifest, suite, "benches" in head ? "" : head.dir, options.out);
}
