import { expect, test } from "vitest";
import { judgeTime, type Level } from "../../../src/analysis/memory/growth.ts";
import { randomFrom } from "../../../src/stats/random.ts";

/** Levels in kB, one every half second. */
function kilobytes(text: string): Level[] {
  return text
    .trim()
    .split(/\s+/)
    .map((level, i) => ({ x: (i + 1) / 2, bytes: Number(level) * 1_000 }));
}

test("finds a fast leak in five levels", () => {
  const growth = judgeTime(kilobytes("6850 11034 19524 31992 54006"));
  expect(growth).toMatchObject({ verdict: "leak", reason: "grows", judged: 4, judgedFrom: 1 });
  expect(growth.slope?.low).toBeGreaterThan(10_000_000);
});

test("finds a slow leak in twenty, in bytes per second", () => {
  const growth = judgeTime(
    kilobytes(`4749 4781 4802 4829 4828 4847 4853 4860 4876 4898 4924 4932 4947 4956 4966 4983 4990 4994 5035 5041`),
  );
  expect(growth).toMatchObject({ verdict: "leak", reason: "grows", judged: 10 });
  expect(growth.slope?.estimate).toBeGreaterThan(20_000);
  expect(growth.slope?.estimate).toBeLessThan(30_000);
});

test("finds growth in steps", () => {
  const growth = judgeTime(
    kilobytes(`5814 5580 6372 6386 6385 7176 7194 7993 8010 8814 8818 9620 9619 10421 11219 11221 12023 12020`),
  );
  expect(growth.verdict).toBe("leak");
});

test("an interval above 0 is no leak where the growth is a hundredth of the level", () => {
  const growth = judgeTime(
    kilobytes("5016 4773 4772 5010 4785 4787 4801 4798 4799 4798 4800 4801 4803 4804 4806 4807 4809 4810 4812 4813"),
  );
  expect(growth.slope?.low).toBeGreaterThan(0);
  expect(growth).toMatchObject({ verdict: "flat", reason: "below-floor", moreNeeded: null });
});

test("a program whose level goes up and down is not a leak", () => {
  const growth = judgeTime(
    kilobytes("4982 4882 5847 5747 5637 5173 5979 5754 5788 5710 5637 5616 5472 5294 5349 5815 5250 5072 5603 5100"),
  );
  expect(growth.verdict).not.toBe("leak");
});

test("a cache that fills until two thirds of the run, or ever more slowly, is no leak", () => {
  const growth = judgeTime(
    kilobytes(`5029 4885 5023 5120 5201 5264 5309 5465 5523 5610 5722 5779 5831 5846 5845 5844 5847 5844 5842 5844`),
  );
  expect(growth.verdict).not.toBe("leak");
  const slower = Array.from({ length: 24 }, (_, i) => ({ x: i / 2, bytes: 5e6 + 8e6 * (1 - Math.exp(-i / 6)) }));
  expect(judgeTime(slower)).toMatchObject({ verdict: "inconclusive", reason: "levelling-off", moreNeeded: 11.5 });
});

test("says how many seconds are missing", () => {
  expect(judgeTime(kilobytes("5000 5400 5300"))).toMatchObject({ reason: "too-few", slope: null, moreNeeded: 6.5 });
  expect(judgeTime(kilobytes("8540 9619 10431 11085 10454 12829"))).toMatchObject({
    verdict: "inconclusive",
    reason: "too-few",
    moreNeeded: 5,
  });
  expect(judgeTime([])).toMatchObject({ verdict: "inconclusive", reason: "too-few", moreNeeded: null });
});

test("takes levels at irregular times, and two at the same", () => {
  const levels = Array.from({ length: 20 }, (_, i) => ({ x: (i >> 1) ** 1.3, bytes: 5e6 + 1e6 * (i >> 1) ** 1.3 }));
  const growth = judgeTime(levels);
  expect(growth.verdict).toBe("leak");
  expect(growth.slope?.estimate).toBeCloseTo(1e6, 3);
});

test("alarms in no more than 1 % of flat programs, whatever they are working on when they are read", () => {
  const growths = Array.from({ length: 400 }, (_, seed) => {
    const random = randomFrom(seed + 1);
    const [count, work] = [4 + Math.floor(60 * random()), 2e6 * random()];
    return judgeTime(Array.from({ length: count }, (_, i) => ({ x: i + random(), bytes: 6e6 + work * random() })));
  });
  expect(growths.filter(({ verdict }) => verdict === "leak").length).toBeLessThanOrEqual(4);
});
