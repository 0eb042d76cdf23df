import { expect, test } from "vitest";
import { nearSlope } from "../../src/stats/near-slope.ts";
import { randomFrom } from "../../src/stats/random.ts";
import { type Point, theilSen } from "../../src/stats/theil-sen.ts";

function points(ys: readonly number[], xs: readonly number[] = ys.map((_, i) => i + 1)): Point[] {
  return ys.map((y, i) => ({ x: xs[i] ?? 0, y }));
}

test("draws the line, and its interval, that SciPy 1.17's theilslopes draws", () => {
  const line = theilSen(points([3, 5, 4, 8, 9, 30, 13, 15, 18, 19]));
  expect(line).toEqual({ slope: { estimate: 1.875, low: 1.6, high: 2.25 }, intercept: 0.375 });
});

test("takes points with the same x, and with the same y", () => {
  const line = theilSen(points([1, 2, 3, 3, 3, 5, 6, 7], [1, 1, 2, 2, 3, 4, 5, 6]));
  expect(line?.slope.estimate).toBe(1);
  expect(line?.slope.low).toBe(1);
  expect(line?.slope.high).toBeCloseTo(4 / 3, 12);
  expect(line?.intercept).toBe(1);
});

test("is not moved by a fifth of the points being anywhere", () => {
  const ys = Array.from({ length: 40 }, (_, i) => (i % 5 === 0 ? 1e6 * ((i * 7) % 11) : 3 * i));
  expect(theilSen(points(ys))?.slope.estimate).toBeCloseTo(3, 6);
});

test("has no line through points that don't differ in x", () => {
  expect(theilSen([])).toBeNull();
  expect(theilSen(points([1, 2, 3], [5, 5, 5]))).toBeNull();
});

test("holds the true slope in 19 of 20 intervals", () => {
  const random = randomFrom(1);
  const held = Array.from({ length: 400 }, () => {
    const slope = theilSen(points(Array.from({ length: 30 }, (_, i) => 2 * i + 20 * random())))?.slope;
    return slope !== undefined && slope.low <= 2 && slope.high >= 2;
  });
  const share = held.filter(Boolean).length / held.length;
  expect(share).toBeGreaterThan(0.92);
  expect(share).toBeLessThan(0.99);
});

test("thins thousands of points, in any order, and keeps their line", () => {
  const random = randomFrom(2);
  const many = points(Array.from({ length: 6_000 }, (_, i) => 5 * i + 100 * random()));
  expect(theilSen(many.toReversed())?.slope.estimate).toBeCloseTo(5, 2);
});

test("the near slope is not moved by steps that stay, where the slope between all pairs is", () => {
  const ys = Array.from({ length: 40 }, (_, i) => 2 * i + (i >= 12 ? 500 : 0) + (i >= 27 ? 500 : 0));
  expect(nearSlope(points(ys), 4)?.estimate).toBe(2);
  expect(theilSen(points(ys))?.slope.low).toBeGreaterThan(10);
});

test("the near slope's interval is wide where neighbours differ, and closed where they don't", () => {
  const random = randomFrom(3);
  const noisy = nearSlope(points(Array.from({ length: 40 }, (_, i) => 2 * i + 50 * random())), 4);
  expect(noisy?.low).toBeLessThan(0);
  expect(noisy?.high).toBeGreaterThan(4);
  expect(nearSlope(points([1, 3, 5, 7, 9]), 2)).toEqual({ estimate: 2, low: 2, high: 2 });
  expect(nearSlope(points([1]), 4)).toBeNull();
});
