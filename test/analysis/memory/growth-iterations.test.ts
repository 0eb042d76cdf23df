import { expect, test } from "vitest";
import { type Growth, judgeIterations } from "../../../src/analysis/memory/growth.ts";
import { quantile } from "../../../src/stats/quantiles.ts";
import { randomFrom } from "../../../src/stats/random.ts";
import { type Adds, compiling, held, levelsOf } from "./growth-levels.ts";

const ITERATIONS = 60;

test("finds a leak, and says how much it is and from when it was judged", () => {
  const growth = judgeIterations(levelsOf(ITERATIONS, () => 2_048));
  expect(growth).toMatchObject({ verdict: "leak", reason: "grows", judgedFrom: 30, judged: 30, moreNeeded: null });
  expect(growth.slope).toEqual({ estimate: 2_048, low: 2_048, high: 2_048 });
  expect(growth.intercept).toBe(5_000_000);
});

test("finds no leak in a program that keeps nothing", () => {
  const growth = judgeIterations(levelsOf(ITERATIONS, () => 0));
  expect(growth).toMatchObject({ verdict: "flat", reason: "steady", slope: { estimate: 0, low: 0, high: 0 } });
});

test("growth below the floor is none that matters, unless the floor is lower", () => {
  const levels = levelsOf(ITERATIONS, () => 64);
  expect(judgeIterations(levels)).toMatchObject({ verdict: "flat", reason: "below-floor", slope: { estimate: 64 } });
  expect(judgeIterations(levels, { floor: 32 })).toMatchObject({ verdict: "leak" });
});

test("a cache that fills in the first half is warm-up, and a leak beside it is found", () => {
  const cache: Adds = (i) => (i <= 29 ? 10_000 : 0);
  expect(judgeIterations(levelsOf(ITERATIONS, cache)).verdict).toBe("flat");
  const leaking = judgeIterations(levelsOf(ITERATIONS, (i) => 512 + cache(i)));
  expect(leaking).toMatchObject({ verdict: "leak", slope: { estimate: 512 } });
});

test.each([42, 45, 48, 50])("a cache that is full after iteration %i is no leak: it should run longer", (full) => {
  const growth = judgeIterations(levelsOf(ITERATIONS, (i) => (i <= full ? 6_000 : 0)));
  expect(growth.verdict).not.toBe("leak");
  expect(growth).toMatchObject({ verdict: "inconclusive", moreNeeded: 60 });
});

test("a cache that fills ever more slowly is levelling off", () => {
  const growth = judgeIterations(levelsOf(ITERATIONS, (i) => 20_000 * Math.exp(-i / 15)));
  expect(growth).toMatchObject({ verdict: "inconclusive", reason: "levelling-off", moreNeeded: 60 });
});

test("a sawtooth is no leak", () => {
  const growth = judgeIterations(
    levelsOf(
      ITERATIONS,
      () => 0,
      (i) => (i % 7) * 60_000,
    ),
  );
  expect(growth.verdict).toBe("flat");
});

test("growth by 1 MB in every tenth iteration is a leak", () => {
  const growth = judgeIterations(levelsOf(ITERATIONS, (i) => (i % 10 === 3 ? 1_000_000 : 0)));
  expect(growth).toMatchObject({ verdict: "leak", reason: "grows-in-steps" });
  expect(growth.slope?.estimate).toBeGreaterThan(80_000);
  expect(growth.slope?.estimate).toBeLessThan(120_000);
});

test("two late steps are not growth that goes on", () => {
  const growth = judgeIterations(levelsOf(ITERATIONS, (i) => (i === 33 || i === 47 ? 300_000 : 0)));
  expect(growth.verdict).not.toBe("leak");
});

test("growth that gets faster is a leak", () => {
  expect(judgeIterations(levelsOf(ITERATIONS, (i) => i * 60)).verdict).toBe("leak");
});

test("outliers that last, up or down, neither make a leak nor hide one", () => {
  const outliers: Adds = (i) =>
    ({ 35: 900_000, 36: 900_000, 44: -300_000, 51: 80_000, 52: 80_000, 53: 80_000 })[i] ?? 0;
  expect(judgeIterations(levelsOf(ITERATIONS, () => 0, outliers)).verdict).toBe("flat");
  expect(judgeIterations(levelsOf(ITERATIONS, () => 2_048, outliers))).toMatchObject({
    verdict: "leak",
    slope: { estimate: 2_048 },
  });
});

test("a program that shrinks is flat", () => {
  expect(judgeIterations(levelsOf(ITERATIONS, () => -5_000)).verdict).toBe("flat");
});

test("says how many iterations are missing", () => {
  const growth = judgeIterations(levelsOf(12, () => 4_096));
  expect(growth).toMatchObject({ verdict: "inconclusive", reason: "too-few", slope: null, moreNeeded: 8 });
  expect(judgeIterations([])).toMatchObject({ reason: "too-few", judged: 0, judgedFrom: null, intercept: null });
});

test("after few iterations it takes a larger leak than after many", () => {
  const leaking = (iterations: number): string => judgeIterations(levelsOf(iterations, () => 1_024)).verdict;
  expect(leaking(20)).toBe("inconclusive");
  expect(leaking(60)).toBe("leak");
  expect(judgeIterations(levelsOf(20, () => 65_536)).verdict).toBe("leak");
});

/** 200 programs, all with V8's own growth and noise. */
function simulated(adds: (random: () => number) => Adds): Growth[] {
  return Array.from({ length: 200 }, (_, seed) => {
    const random = randomFrom(seed + 1);
    const [own, v8] = [adds(random), compiling(random)];
    return judgeIterations(levelsOf(ITERATIONS, (i) => own(i) + v8(i), held(random)));
  });
}

function leaks(growths: readonly Growth[]): number {
  return growths.filter(({ verdict }) => verdict === "leak").length / growths.length;
}

test("alarms in no more than 1 % of the programs that don't leak", () => {
  const none = simulated(() => () => 0);
  const cache = simulated((random) => {
    const [full, bytes] = [20 + 9 * random(), 12_000 * random()];
    return (i) => (i <= full ? bytes : 0);
  });
  const full45 = simulated((random) => {
    const bytes = 2_000 + 10_000 * random();
    return (i) => (i <= 45 ? bytes : 0);
  });
  expect(leaks([...none, ...cache])).toBeLessThanOrEqual(0.01);
  expect(leaks(full45)).toBeLessThanOrEqual(0.01);
  expect(none.filter(({ verdict }) => verdict === "flat").length / none.length).toBeGreaterThan(0.95);
});

test("finds 98 % of the leaks of 512 bytes an iteration", () => {
  expect(leaks(simulated(() => () => 512))).toBeGreaterThanOrEqual(0.98);
});

test("is right to 5 % about a leak of 4 KiB an iteration, and finds it beside a cache", () => {
  const growths = simulated((random) => {
    const bytes = 12_000 * random();
    return (i) => 4_096 + (i <= 25 ? bytes : 0);
  });
  expect(leaks(growths)).toBeGreaterThanOrEqual(0.98);
  const errors = growths.map(({ slope }) => Math.abs((slope?.estimate ?? 0) / 4_096 - 1));
  expect(quantile(errors, 0.95)).toBeLessThan(0.05);
});
