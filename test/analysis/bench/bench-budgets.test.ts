import { expect, test } from "vitest";
import { checkBenchBudget, parseBenchBudget } from "../../../src/analysis/bench/bench-budgets.ts";
import { savedFigures } from "../../../src/analysis/bench/bench-figures.ts";
import { processes, times } from "./measured-processes.ts";

const metrics = [
  { name: "task.delegation.latency", unit: "ms", count: 9, mean: 0.5, p50: 0.4, p95: 0.9, p99: 1.5, max: 2 },
];
const judged = [
  {
    figures: savedFigures({
      name: "delegate task [agents=6]",
      file: "a.bench.ts",
      kind: "micro",
      processes: processes(times(2e6, 0.01, 1), { metrics }),
    }),
    change: undefined,
    base: undefined,
  },
];

test.each([
  ["time < 2.1ms", "pass"],
  ["time < 1.9ms", "fail"],
  ["time < 2ms", "unknown"],
  ["time p95 < 4.5 ms", "pass"],
  ["time.p99 <= 5000us", "fail"],
  ["bytes=1KB", "pass"],
  ["bytes = 999", "fail"],
  ["gc < 10.5%", "pass"],
  ["variation < 20%", "pass"],
  ["memory.peak < 40MB", "fail"],
  ["task.delegation.latency p95 < 1ms", "pass"],
  ["task.delegation.latency p99 < 1ms", "fail"],
  ["task.delegation.latency.p99=2", "pass"],
  ["time[delegate*] < 1ms", "fail"],
  ["time p95[delegate] < 1ms", "fail"],
])("%s: %s", (text, verdict) => {
  expect(checkBenchBudget(parseBenchBudget(text), judged).map((result) => result.verdict)).toEqual([verdict]);
});

test.each([["time[plan*] < 1s"], ["no.such.metric < 1"], ["regression < 5%"]])("no result is no pass: %s", (text) => {
  expect(checkBenchBudget(parseBenchBudget(text), judged)).toMatchObject([{ verdict: "unknown", actual: null }]);
});

test.each([["time"], ["time < much"], ["time < 1 parsec"], ["< 1ms"]])("does not take %j", (text) => {
  expect(() => parseBenchBudget(text)).toThrow("A budget of a bench is METRIC [STATISTIC] < LIMIT");
});
