/** Limits that a run is held to. */

export interface Budget {
  /** e.g. `memory.peak`: see docs/commands.md for the names. */
  readonly metric: string;
  /** In the metric's own unit: bytes, bytes an iteration, ms. */
  readonly limit: number;
}

/** What was measured of a metric; an interval where it is an estimate. */
export interface Measured {
  readonly actual: number;
  readonly low: number;
  readonly high: number;
}

export interface BudgetResult extends Budget {
  readonly actual: number | null;
  /** How far above the limit; 0 where it is kept, null where it is unknown. */
  readonly overBy: number | null;
  readonly verdict: "pass" | "fail" | "unknown";
}

/** Broken where even the low end of what was measured is above the limit; kept where even the high end is not. */
export function checkBudget(budget: Budget, measured: Measured | undefined): BudgetResult {
  if (measured === undefined) return { ...budget, actual: null, overBy: null, verdict: "unknown" };
  const { actual, low, high } = measured;
  const verdict = low > budget.limit ? "fail" : high <= budget.limit ? "pass" : "unknown";
  return { ...budget, actual, overBy: verdict === "unknown" ? null : Math.max(0, actual - budget.limit), verdict };
}
