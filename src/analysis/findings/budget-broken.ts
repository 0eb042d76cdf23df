import type { Finding } from "../finding.ts";
import { MEMORY_METRICS } from "../memory/memory-metrics.ts";
import { bytes } from "../words.ts";
import type { MemoryRule } from "./memory-facts.ts";

/** Limits that the run was held to and has not kept, and those of which nothing can be said. */
export const budgetBroken: MemoryRule = ({ budgets }) =>
  budgets.flatMap((budget): Finding[] => {
    const { metric, limit, actual, overBy, verdict } = budget;
    if (verdict === "pass") return [];
    const { words, unit } = MEMORY_METRICS[metric] ?? { words: metric, unit: "B" };
    const amount = (value: number): string => `${bytes(value)}${unit === "B" ? "" : " an iteration"}`;
    const evidence = { ...budget };
    if (verdict === "fail" && actual !== null && overBy !== null) {
      const message = `\`${metric}\` is over its budget: ${words} ${amount(actual)}, ${amount(overBy)} over the limit of ${amount(limit)}`;
      return [{ rule: "budget", severity: "error", message, evidence }];
    }
    const why = actual === null ? "it was not measured in this run" : `${amount(actual)} is too uncertain`;
    const message = `\`${metric}\`: no verdict on its budget of ${amount(limit)}, ${why}`;
    return [{ rule: "budget", severity: "warning", message, evidence }];
  });
