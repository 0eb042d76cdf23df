import { expect, test } from "vitest";
import { compareBenches } from "../../../src/analysis/bench/compare-benches.ts";
import { processes, times } from "./measured-processes.ts";

function verdict(base: number[], head: number[]): string | undefined {
  return compareBenches([{ base: processes(base), head: processes(head) }])[0]?.verdict;
}

test("tells slower, faster and the same apart", () => {
  expect(verdict(times(1000, 0.03, 1), times(1100, 0.03, 2))).toBe("slower");
  expect(verdict(times(1000, 0.03, 1), times(900, 0.03, 2))).toBe("faster");
  expect(verdict(times(1000, 0.03, 1), times(1000, 0.03, 2))).toBe("same");
});

test("has no verdict where it varies too much, or has too few processes", () => {
  expect(verdict(times(1000, 0.6, 1), times(1050, 0.6, 2))).toBe("unknown");
  expect(verdict(times(1000, 0.01, 1, 4), times(2000, 0.01, 2, 4))).toBe("unknown");
  expect(verdict([], times(1000, 0.01, 2))).toBe("unknown");
});

test("does not mind a change that is real but small: below 2 %, or of a fraction of a nanosecond", () => {
  expect(verdict(times(1000, 0.001, 1), times(1010, 0.001, 2))).toBe("same");
  expect(verdict(times(0.5, 0.001, 1), times(0.6, 0.001, 2))).toBe("same");
});

test("cries wolf in less than 1 % of comparisons where nothing has changed", () => {
  let alarms = 0;
  for (let i = 0; i < 300; i++) {
    const found = verdict(times(1000, 0.1, 2 * i + 1), times(1000, 0.1, 2 * i + 2));
    if (found === "slower" || found === "faster") alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(3);
});

test("asks more of each the more benches are compared", () => {
  const pair = { base: processes(times(1000, 0.05, 5)), head: processes(times(1060, 0.05, 6)) };
  const [alone] = compareBenches([pair]);
  const [among] = compareBenches([pair, ...Array.from({ length: 30 }, () => ({ base: pair.base, head: pair.base }))]);
  expect(among?.probability).toBeGreaterThan((alone?.probability ?? 1) * 10);
});

test("has no verdict where its two figures say the opposite", () => {
  const base = processes(times(1000, 0.01, 1));
  const head = processes(times(1200, 0.01, 2)).map((process) => ({ ...process, batchNs: 800 }));
  expect(compareBenches([{ base, head }])[0]?.verdict).toBe("unknown");
});
