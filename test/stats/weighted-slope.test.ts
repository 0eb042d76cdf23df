import { expect, test } from "vitest";
import { randomFrom } from "../../src/stats/random.ts";
import { weightedSlope } from "../../src/stats/weighted-slope.ts";

test("finds the slope over orders of magnitude, where near points are all noise", () => {
  const random = randomFrom(5);
  const points = [1, 1, 1, 10, 10, 10, 100, 100, 100, 500, 500, 500].map((x) => ({
    x,
    y: 3_000 + 14_000 * x + 40_000 * (random() - 0.5),
  }));
  const line = weightedSlope(points);
  expect(Math.abs((line?.slope.estimate ?? 0) / 14_000 - 1)).toBeLessThan(0.01);
  expect(line?.slope.low).toBeLessThanOrEqual(line?.slope.estimate ?? 0);
  expect(line?.slope.high).toBeGreaterThanOrEqual(line?.slope.estimate ?? 0);
});

test("is exact without noise, and nothing where all is at one x", () => {
  expect(
    weightedSlope([
      { x: 1, y: 5 },
      { x: 3, y: 9 },
      { x: 7, y: 17 },
    ]),
  ).toMatchObject({
    slope: { estimate: 2, low: 2, high: 2 },
    intercept: 3,
  });
  expect(
    weightedSlope([
      { x: 2, y: 1 },
      { x: 2, y: 5 },
    ]),
  ).toBeNull();
});
