import { expect, test } from "vitest";
import { mannWhitney } from "../../src/stats/mann-whitney.ts";

// Known values: R's wilcox.test, exact where there are no ties.
test.each([
  { a: [1, 2, 3], b: [4, 5, 6], p: 0.1 },
  { a: [1, 2, 3, 4, 5], b: [6, 7, 8, 9, 10], p: 2 / 252 },
  { a: [1, 3, 5, 7], b: [2, 4, 6, 8], p: 0.6857 },
  { a: [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], b: [1.15, 0.88, 0.9, 0.74, 1.21], p: 0.2544 },
])("gives the exact probability of $a against $b", ({ a, b, p }) => {
  expect(mannWhitney(a, b)).toBeCloseTo(p, 4);
  expect(mannWhitney(b, a)).toBeCloseTo(p, 4);
});

test("shares ranks between equal values", () => {
  expect(mannWhitney([1, 1, 2, 2], [1, 1, 2, 2])).toBe(1);
  expect(mannWhitney([1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2])).toBeLessThan(0.005);
  expect(mannWhitney([5, 5, 5], [5, 5, 5])).toBe(1);
});

test("says nothing of an empty group", () => {
  expect(mannWhitney([], [1, 2])).toBe(1);
});

test("is near its normal approximation for large groups", () => {
  const a = Array.from({ length: 60 }, (_, i) => i);
  const b = Array.from({ length: 60 }, (_, i) => i + 12.5);
  expect(mannWhitney(a, b)).toBeGreaterThan(1e-4);
  expect(mannWhitney(a, b)).toBeLessThan(1e-2);
});
