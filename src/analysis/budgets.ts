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
  /** Who it is about, where it is about one agent, and what they hold most of. */
  readonly whom?: string;
  /** Of limit and figures, where the metric's name does not say: those of benches. */
  readonly unit?: string;
}

/** Broken where even the low end of what was measured is above the limit; kept where even the high end is not. */
export function checkBudget(
  budget: Budget,
  measured: (Measured & { readonly whom?: string }) | undefined,
): BudgetResult {
  if (measured === undefined) return { ...budget, actual: null, overBy: null, verdict: "unknown" };
  const { actual, low, high, whom } = measured;
  const verdict = low > budget.limit ? "fail" : high <= budget.limit ? "pass" : "unknown";
  const overBy = verdict === "unknown" ? null : Math.max(0, actual - budget.limit);
  return { ...budget, actual, overBy, verdict, ...(whom === undefined || whom === "" ? {} : { whom }) };
}
