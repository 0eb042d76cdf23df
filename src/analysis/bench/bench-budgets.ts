/** Limits for benches: `task.delegation.latency p95 < 1ms`, `time[delegate*] < 2us`, `bytes = 10KB`. */
import { SwarmprofError } from "../../errors.ts";
import type { MetricSummary } from "../../run/baseline.ts";
import { bootstrapInterval } from "../../stats/bootstrap.ts";
import { type BudgetResult, checkBudget, type Measured } from "../budgets.ts";
import type { BenchFigures, MetricFigures } from "./bench-figures.ts";
import type { Change } from "./compare-benches.ts";

export interface BenchBudget {
  /** As it is shown: metric, and statistic where one was given. */
  readonly metric: string;
  readonly figure: string;
  readonly statistic: Statistic | undefined;
  /** Names of the benches that it is for; undefined: all that have the metric. */
  readonly benches: string | undefined;
  readonly limit: number;
  /** In which the limit was written; "" for a bare number, which is in the metric's unit. */
  readonly unit: string;
}

type Statistic = "p50" | "p95" | "p99" | "mean" | "max";

/** Metrics that every bench has. */
const OWN_UNITS: Readonly<Record<string, string>> = {
  time: "ms",
  bytes: "B",
  gc: "%",
  variation: "%",
  regression: "%",
  "memory.peak": "B",
};

const WRITTEN =
  /^([\w.-]+?)(?:\[([^\]]*)\])?(?:[ .](p50|p95|p99|mean|max))?(?:\[([^\]]*)\])?\s*(?:<=|<|=)\s*([\d.]+)\s*([a-zµ%/]*)$/i;

/** @throws SwarmprofError BAD_USAGE */
export function parseBenchBudget(text: string): BenchBudget {
  const match = WRITTEN.exec(text.trim());
  const [, name = "", first, statistic, second, limit = "", unit = ""] = match ?? [];
  const known = unit === "" || FACTORS[unit.toLowerCase()] !== undefined;
  if (match === null || !Number.isFinite(Number(limit)) || !known) {
    throw new SwarmprofError(
      "BAD_USAGE",
      `A budget of a bench is METRIC [STATISTIC] < LIMIT, e.g. time p95 < 1ms or bytes=10KB, not "${text}"`,
    );
  }
  return {
    metric: statistic === undefined ? name : `${name} ${statistic}`,
    figure: name,
    statistic: statistic as Statistic | undefined,
    benches: first ?? second,
    limit: Number(limit),
    unit: unit.toLowerCase(),
  };
}

/** What of a bench's results can be held to a budget. */
export interface Judged {
  readonly figures: BenchFigures;
  readonly change: Change | undefined;
}

/** A budget that was checked, and the unit of its figures. */
export interface BenchBudgetResult extends BudgetResult {
  readonly unit: string;
}

/** @returns one for each bench that the budget is for; an unknown one where it is for none */
export function checkBenchBudget(budget: BenchBudget, judged: readonly Judged[]): BenchBudgetResult[] {
  const { metric, figure, benches } = budget;
  const meant = judged.filter(({ figures }) => benches === undefined || matches(benches, figures.bench.name));
  const results = meant.flatMap((one) => {
    const measured = measuredOf(figure, budget.statistic, one);
    if (measured === undefined) return [];
    const limit = { metric, limit: inUnit(budget, measured.unit) };
    return [{ ...checkBudget(limit, { ...measured, whom: one.figures.bench.name }), unit: measured.unit }];
  });
  if (results.length > 0) return results;
  const unit = OWN_UNITS[figure] ?? "";
  return [{ ...checkBudget({ metric, limit: inUnit(budget, unit) }, undefined), unit }];
}

function measuredOf(
  figure: string,
  statistic: Statistic | undefined,
  { figures, change }: Judged,
): (Measured & { unit: string }) | undefined {
  const own = (values: readonly (number | null)[], unit: string, scale = 1) => between(values, unit, scale);
  const { processes } = figures;
  switch (figure) {
    case "time":
      return own(
        processes.map((process) => process[TIME_FIGURES[statistic ?? "p50"]]),
        "ms",
        1e-6,
      );
    case "bytes":
      return own(
        processes.map(({ bytesPerOp }) => bytesPerOp),
        "B",
      );
    case "gc":
      return own(
        processes.map(({ gcShare }) => gcShare),
        "%",
        100,
      );
    case "memory.peak":
      return own(
        processes.map(({ peakRssBytes }) => peakRssBytes),
        "B",
      );
    case "variation":
      return exactly(100 * figures.variation, "%");
    case "regression":
      return change === undefined || !Number.isFinite(change.ratio)
        ? undefined
        : { actual: 100 * (change.ratio - 1), low: 100 * (change.low - 1), high: 100 * (change.high - 1), unit: "%" };
    default:
      return measuredMetric(
        figures.metrics.find(({ name }) => name === figure),
        statistic ?? "p50",
      );
  }
}

const TIME_FIGURES = { p50: "medianNs", p95: "p95Ns", p99: "p99Ns", mean: "meanNs", max: "p99Ns" } as const;

/** The figure of all processes together, and how far it goes from one to the other. */
function measuredMetric(
  metric: MetricFigures | undefined,
  statistic: Statistic,
): (Measured & { unit: string }) | undefined {
  if (metric === undefined) return undefined;
  const actual = metric[statistic];
  if (statistic === "max") return exactly(actual, metric.unit);
  const { low, high } = bootstrapInterval(metric.byProcess.map((process: MetricSummary) => process[statistic]));
  return { actual, low: Math.min(low, actual), high: Math.max(high, actual), unit: metric.unit };
}

function between(
  values: readonly (number | null)[],
  unit: string,
  scale: number,
): (Measured & { unit: string }) | undefined {
  const known = values.flatMap((value) => (value === null ? [] : [value * scale]));
  if (known.length === 0) return undefined;
  const { estimate, low, high } = bootstrapInterval(known);
  return { actual: estimate, low, high, unit };
}

function exactly(value: number, unit: string): Measured & { unit: string } {
  return { actual: value, low: value, high: value, unit };
}

/** `*` stands for anything; a text without one is looked for anywhere in the name. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&"));
  return new RegExp(parts.length === 1 ? parts.join("") : `^${parts.join(".*")}$`, "u").test(name);
}

/** To seconds, bytes or shares. */
const FACTORS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  "%": 1,
};

/** The limit in the unit of what was measured. */
function inUnit({ limit, unit }: BenchBudget, measured: string): number {
  const to = FACTORS[measured.toLowerCase()];
  const from = FACTORS[unit];
  return unit === "" || to === undefined || from === undefined ? limit : Number(((limit * from) / to).toPrecision(12));
}
