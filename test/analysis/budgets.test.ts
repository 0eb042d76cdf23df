import { expect, test } from "vitest";
import { checkBudget } from "../../src/analysis/budgets.ts";

const budget = { metric: "memory.growth", limit: 100 };

test.each([
  [{ actual: 150, low: 140, high: 160 }, "fail", 50],
  [{ actual: 90, low: 80, high: 100 }, "pass", 0],
  [{ actual: 120, low: 90, high: 150 }, "unknown", null],
] as const)("of %j says %s", (measured, verdict, overBy) => {
  expect(checkBudget(budget, measured)).toMatchObject({ verdict, overBy, actual: measured.actual });
});

test("of what was not measured nothing is known", () => {
  expect(checkBudget(budget, undefined)).toEqual({ ...budget, actual: null, overBy: null, verdict: "unknown" });
});
