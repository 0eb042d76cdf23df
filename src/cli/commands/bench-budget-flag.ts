import { type BenchBudget, parseBenchBudget } from "../../analysis/bench/bench-budgets.ts";

/** @throws SwarmprofError BAD_USAGE */
export function benchBudgets(text: string | undefined): BenchBudget[] {
  return text === undefined ? [] : text.split(",").map(parseBenchBudget);
}
