import { expect, test } from "vitest";
import { growthPlot } from "../../src/report/html/growth-plot.ts";
import type { GrowthView } from "../../src/report/view-model.ts";

const growth: GrowthView = {
  quantity: "heap",
  thread: "main",
  unit: "B",
  per: "iteration",
  verdict: "leak",
  sentence: "The heap grows.",
  slope: { estimate: 1e6, low: 0.9e6, high: 1.1e6 },
  intercept: 40e6,
  judgedFrom: 3,
  points: [1, 2, 3, 4, 5].map((x) => ({ x, y: 40e6 + x * 1e6 })),
};

test("draws every point, warm-up pale, with the line and its band", () => {
  const svg = growthPlot(growth);
  expect(svg.match(/class="warm-up"/g)).toHaveLength(2);
  expect(svg.match(/class="level-point"/g)).toHaveLength(3);
  expect(svg).toContain('class="band"');
  expect(svg).toContain(">42 MB<");
});

test("has no line where none could be fitted", () => {
  expect(growthPlot({ ...growth, slope: null, intercept: null })).not.toContain('class="fit"');
});

test("draws thousands of points as the lowest and highest of each stretch", () => {
  const points = Array.from({ length: 5_000 }, (_, x) => ({ x, y: x === 1_234 ? 99e6 : 40e6 + (x % 7) * 1e5 }));
  const svg = growthPlot({ ...growth, points });
  expect(svg.match(/<circle/g)?.length).toBeLessThan(500);
  // The one high point is the topmost.
  expect(Math.min(...Array.from(svg.matchAll(/cy="([\d.]+)"/g), ([, y]) => Number(y)))).toBeLessThan(30);
});

test("does not make noise look like growth", () => {
  const points = [0, 1, 2, 3].map((x) => ({ x, y: 40e6 + (x % 2) * 1_000 }));
  const heights = Array.from(growthPlot({ ...growth, points }).matchAll(/cy="([\d.]+)"/g), ([, y]) => Number(y));
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(2);
});
