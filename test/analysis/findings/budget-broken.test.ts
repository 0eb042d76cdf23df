import { expect, test } from "vitest";
import { checkBudget } from "../../../src/analysis/budgets.ts";
import { budgetBroken } from "../../../src/analysis/findings/budget-broken.ts";

const measured = { actual: 14.2e6, low: 14.2e6, high: 14.2e6, whom: "agent `planner-3`, most in Planner.history" };
const perAgent = checkBudget({ metric: "memory.per_agent", limit: 10e6 }, measured);

test("who is over a budget is told with the figure, what it holds and where memory was allocated", () => {
  const allocatedIn = "91 % of live memory was allocated in `plan`, src/planner.ts:41";
  expect(budgetBroken([perAgent], allocatedIn)[0]?.message).toBe(
    "`memory.per_agent` is over its budget: 14.2 MB, 4.2 MB over the limit of 10.0 MB: agent `planner-3`, most in Planner.history; 91 % of live memory was allocated in `plan`, src/planner.ts:41",
  );
});

test("of time, nothing is said of where memory was allocated, and nothing at all of what is kept", () => {
  const cpu = checkBudget({ metric: "cpu.per_agent", limit: 5 }, { actual: 9, low: 9, high: 9, whom: "agent `a`" });
  expect(budgetBroken([cpu], "91 % of live memory")[0]?.message).not.toContain("live memory");
  expect(budgetBroken([checkBudget({ metric: "memory.per_agent", limit: 20e6 }, measured)])).toEqual([]);
});
