import { expect, test } from "vitest";
import { bootstrapInterval, bootstrapRatio } from "../../src/stats/bootstrap.ts";
import { Histogram } from "../../src/stats/histogram.ts";
import { holm } from "../../src/stats/holm.ts";
import { outliers } from "../../src/stats/outliers.ts";
import { randomFrom } from "../../src/stats/random.ts";

test("Holm raises probabilities by how many are left, and never lets a larger one fall below a smaller", () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([0.9, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});

test("the interval of a ratio holds the truth about as often as it says", () => {
  const random = randomFrom(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const group = (mean: number): number[] => Array.from({ length: 15 }, () => mean * (1 + 0.05 * normal()));
  let held = 0;
  for (let i = 0; i < 200; i++) {
    const { low, high } = bootstrapRatio(group(100), group(110), { seed: i, resamples: 400 });
    if (low <= 1.1 && high >= 1.1) held++;
  }
  expect(held).toBeGreaterThan(180);
  expect(held).toBeLessThan(200);
});

test("an interval is the same for the same seed, and a point where all values are equal", () => {
  const values = [1, 2, 3, 4, 50];
  expect(bootstrapInterval(values)).toEqual(bootstrapInterval(values));
  expect(bootstrapInterval([3, 3, 3])).toEqual({ estimate: 3, low: 3, high: 3 });
  expect(bootstrapRatio([], [1]).estimate).toBeNaN();
});

test("outliers are told apart by Tukey's fences", () => {
  expect(outliers([1, 2, 3, 4, 5, 6, 7, 8, 16, 100])).toEqual({ mild: 1, severe: 1 });
  expect(outliers([5, 5, 5, 5])).toEqual({ mild: 0, severe: 0 });
});

test("a histogram keeps quantiles to 0.1 % from nanoseconds to hours", () => {
  const random = randomFrom(3);
  const values = Array.from({ length: 5_000 }, () => 10 ** (12 * random() - 6));
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  const sorted = values.toSorted((a, b) => a - b);
  for (const q of [0.01, 0.5, 0.95, 0.99, 0.999]) {
    const exact = sorted[Math.ceil(q * sorted.length) - 1] as number;
    expect(Math.abs(histogram.quantile(q) / exact - 1)).toBeLessThan(0.001);
  }
  expect(histogram.quantile(1)).toBe(sorted.at(-1));
  expect(histogram.count).toBe(5_000);
});

test("histograms are added without loss of count, sum and ends", () => {
  const [a, b] = [new Histogram(), new Histogram()];
  for (const value of [1, 2, 3]) a.record(value);
  for (const value of [100, 0, -5]) b.record(value);
  a.add(b.counts());
  expect([a.count, a.sum, a.min, a.max]).toEqual([6, 106, 0, 100]);
  expect(new Histogram().quantile(0.5)).toBeNaN();
});
