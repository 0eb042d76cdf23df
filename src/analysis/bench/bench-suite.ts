/** All benches of a run, together: figures, comparison, budgets. */
import type { Baseline, BaselineBench } from "../../run/baseline.ts";
import type { MeasuredBench } from "../../run/bench-run.ts";
import type { ChosenBench } from "../../run/bench-records.ts";
import type { EnvironmentFingerprint } from "../../run/records.ts";
import { type BenchBudget, type BenchBudgetResult, checkBenchBudget, parseBenchBudget } from "./bench-budgets.ts";
import { type BenchFigures, benchFigures, savedFigures } from "./bench-figures.ts";
import { type Change, compareBenches } from "./compare-benches.ts";
import { sameMachine } from "./same-machine.ts";

export interface BenchSuite {
  readonly environment: EnvironmentFingerprint;
  readonly benches: readonly SuiteBench[];
  /** Benches without a figure, files that could not be loaded (they have no name), and benches that failed in the middle. */
  readonly failed: readonly Failure[];
  readonly comparison: SuiteComparison | undefined;
  readonly budgets: readonly BenchBudgetResult[];
}

export interface SuiteBench {
  readonly figures: BenchFigures;
  /** undefined where there is nothing to compare it with. */
  readonly change: Change | undefined;
  readonly base: BaselineBench | undefined;
}

export interface Failure {
  readonly name: string;
  readonly file: string;
  readonly error: string;
}

export interface SuiteComparison {
  /** Name of the baseline, or id of the run. */
  readonly against: string;
  readonly environment: EnvironmentFingerprint;
  /** In the base and not here, and the other way round. */
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

/**
 * @param budgets beside those that the benches bring
 * @param files that could not be loaded
 */
export function benchSuite(
  measured: readonly MeasuredBench[],
  environment: EnvironmentFingerprint,
  more: SuiteOptions,
): BenchSuite {
  const figures = measured.flatMap((one) => benchFigures(one) ?? []);
  const suite = judged(figures, environment, more);
  // No result is no pass.
  const unmeasured = measured.filter(({ processes }) => processes.length === 0);
  const failed = measured.flatMap(({ bench, error }) => (error === "" ? [] : [failure(bench, error)]));
  return {
    ...suite,
    failed: [...suite.failed, ...failed],
    budgets: [
      ...suite.budgets,
      ...unmeasured.flatMap((one) => ownBudgets(one.bench).flatMap((budget) => checkBenchBudget(budget, []))),
    ],
  };
}

/** The same of what a baseline has kept. */
export function savedSuite(head: Baseline, more: SuiteOptions): BenchSuite {
  return judged(head.benches.map(savedFigures), head.environment, more);
}

interface SuiteOptions {
  readonly budgets: readonly BenchBudget[];
  readonly baseline: Baseline | undefined;
  readonly files: readonly Failure[];
}

function judged(figures: readonly BenchFigures[], environment: EnvironmentFingerprint, more: SuiteOptions): BenchSuite {
  const pairs = more.baseline === undefined ? [] : paired(figures, more.baseline);
  const changes = compareBenches(pairs.map(({ base, head }) => ({ base: base.processes, head: head.processes })));
  const comparable = more.baseline === undefined || sameMachine(more.baseline.environment, environment);
  const benches = figures.map((one) => {
    const place = pairs.findIndex(({ head }) => head === one);
    const change = changes[place];
    const judged = change && (comparable ? change : { ...change, verdict: "unknown" as const });
    return { figures: one, change: judged, base: pairs[place]?.base };
  });
  return {
    environment,
    benches,
    failed: more.files,
    comparison: more.baseline && comparison(more.baseline, figures, pairs),
    budgets: [
      ...more.budgets.flatMap((budget) => checkBenchBudget(budget, benches)),
      ...benches.flatMap((one) => ownBudgets(one.figures.bench).flatMap((budget) => checkBenchBudget(budget, [one]))),
    ],
  };
}

/** @throws SwarmprofError BAD_USAGE */
export function ownBudgets({ budgets }: Pick<ChosenBench, "budgets">): BenchBudget[] {
  return Object.entries(budgets).map(([metric, limit]) => parseBenchBudget(`${metric} < ${limit}`));
}

interface Pair {
  readonly base: BaselineBench;
  readonly head: BenchFigures;
}

/** By file and name; a file that has been renamed by the name alone, where it is the only one. */
function paired(figures: readonly BenchFigures[], { benches }: Baseline): Pair[] {
  return figures.flatMap((head) => {
    const { name, file } = head.bench;
    const alike = benches.filter((bench) => bench.name === name);
    const base = alike.find((bench) => bench.file === file) ?? (alike.length === 1 ? alike[0] : undefined);
    return base === undefined ? [] : [{ base, head }];
  });
}

function comparison(
  { name, environment, benches }: Baseline,
  figures: readonly BenchFigures[],
  pairs: readonly Pair[],
): SuiteComparison {
  return {
    against: name,
    environment,
    missing: benches.filter((base) => !pairs.some((pair) => pair.base === base)).map((bench) => bench.name),
    added: figures.filter((head) => !pairs.some((pair) => pair.head === head)).map(({ bench }) => bench.name),
  };
}

function failure({ name, file }: ChosenBench, error: string): Failure {
  return { name, file, error };
}
