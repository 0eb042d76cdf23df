import { expect, test } from "vitest";
import { median, quantile, robustSpread } from "../../src/stats/quantiles.ts";
import { randomFrom } from "../../src/stats/random.ts";

test("interpolates between two values, in any order", () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile([4, 1, 3, 2], 1)).toBe(4);
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("has no quantile of no values", () => {
  expect(median([])).toBeNaN();
});

test("the robust spread of normal values is their standard deviation, whatever a few others are", () => {
  const random = randomFrom(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const values = Array.from({ length: 2_000 }, (_, i) => (i % 20 === 0 ? 1e9 : 3 * normal()));
  expect(robustSpread(values)).toBeGreaterThan(2.8);
  expect(robustSpread(values)).toBeLessThan(3.4);
});

test("the generator gives the same numbers for the same seed, spread evenly", () => {
  const [one, same, other] = [randomFrom(1), randomFrom(1), randomFrom(2)];
  const numbers = Array.from({ length: 1_000 }, one);
  expect(numbers).toEqual(Array.from({ length: 1_000 }, same));
  expect(numbers).not.toEqual(Array.from({ length: 1_000 }, other));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(quantile(numbers, 0.25)).toBeCloseTo(0.25, 1);
});
