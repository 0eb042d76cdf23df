import type { BudgetResult } from "../budgets.ts";
import type { Finding } from "../finding.ts";
import { MEMORY_METRICS } from "../memory/memory-metrics.ts";
import { bytes, milliseconds } from "../words.ts";

/**
 * Limits that the run was held to and has not kept, and those of which nothing can be said.
 * @param allocatedIn where most of the live memory comes from, as a sentence ends; undefined where no place has most
 */
export function budgetBroken(budgets: readonly BudgetResult[], allocatedIn?: string): Finding[] {
  return budgets.flatMap((budget): Finding[] => {
    const { metric, limit, actual, overBy, verdict, whom } = budget;
    if (verdict === "pass") return [];
    const amount = (value: number): string => amountOf(metric, value);
    const evidence = { ...budget };
    if (verdict === "fail" && actual !== null && overBy !== null) {
      const what = whom ?? MEMORY_METRICS[metric]?.words ?? "measured";
      const over = `${amount(overBy)} over the limit of ${amount(limit)}`;
      const message =
        whom === undefined
          ? `\`${metric}\` is over its budget: ${what} ${amount(actual)}, ${over}`
          : `\`${metric}\` is over its budget: ${amount(actual)}, ${over}: ${what}${fromWhere(metric, allocatedIn)}`;
      return [{ rule: "budget", severity: "error", message, evidence }];
    }
    const why = actual === null ? "it was not measured in this run" : `${amount(actual)} is too uncertain`;
    const message = `\`${metric}\`: no verdict on its budget of ${amount(limit)}, ${why}`;
    return [{ rule: "budget", severity: "warning", message, evidence }];
  });
}

/** Profiles of the heap don't know agents: it is said of all that is live. */
function fromWhere(metric: string, allocatedIn: string | undefined): string {
  return allocatedIn === undefined || !metric.startsWith("memory.") ? "" : `; ${allocatedIn}`;
}

function amountOf(metric: string, value: number): string {
  if (metric.startsWith("cpu.")) return milliseconds(value);
  return `${bytes(value)}${MEMORY_METRICS[metric]?.unit === "B/iteration" ? " an iteration" : ""}`;
}
