import { expect, test } from "vitest";
import { loadSchedule } from "../../../src/target/bench/load-schedule.ts";

test("a constant rate arrives in equal steps", () => {
  expect(loadSchedule({ rate: 100 }, 50)).toEqual([0, 10, 20, 30, 40]);
});

test("a ramp has the arrivals of its mean rate, more of them later", () => {
  const arrivals = loadSchedule({ rate: 100, rampTo: 300 }, 1_000);
  expect(Math.abs(arrivals.length - 200)).toBeLessThanOrEqual(1);
  expect(Math.abs(arrivals.filter((ms) => ms < 500).length - 75)).toBeLessThanOrEqual(1);
  const down = loadSchedule({ rate: 200, rampTo: 0.001 }, 1_000);
  expect(Math.abs(down.length - 100)).toBeLessThanOrEqual(1);
});

test("Poisson arrivals come at random, at their rate, and the same way each time", () => {
  const arrivals = loadSchedule({ rate: 1_000, arrivals: "poisson" }, 10_000);
  expect(Math.abs(arrivals.length - 10_000)).toBeLessThan(300);
  const gaps = arrivals.slice(1).map((ms, i) => ms - (arrivals[i] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(Math.abs(deviation / mean - 1)).toBeLessThan(0.05); // as of an exponential distribution
  expect(loadSchedule({ rate: 1_000, arrivals: "poisson" }, 10_000)).toEqual(arrivals);
});
