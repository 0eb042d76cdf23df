import type { RunReport } from "../verbs/report-run.ts";

/** A target that failed is told apart from a bad command line (2): see docs/commands.md. */
export function exitCode({ document: { run, budgets, memory } }: RunReport): number {
  if (run.status === "interrupted") return 130;
  if (run.status !== "complete") return 3;
  const verdicts = (budgets ?? []).map(({ verdict }) => verdict);
  const growthIsAllowed =
    budgets?.some(({ metric, verdict }) => metric === "memory.growth" && verdict === "pass") ?? false;
  if (verdicts.includes("fail") || (memory?.growth.verdict === "leak" && !growthIsAllowed)) return 1;
  return verdicts.includes("unknown") ? 4 : 0;
}

/** Of benches: one that could not be measured is a target that failed, and never a pass. */
export function benchExitCode({ document: { run, budgets = [], bench = [], findings } }: RunReport): number {
  if (run.status === "interrupted") return 130;
  if (bench.length === 0 || findings.some(({ rule }) => rule === "bench-failed")) return 3;
  const verdicts = [...budgets.map(({ verdict }) => verdict), ...bench.map(({ change }) => change?.verdict)];
  if (verdicts.includes("fail") || verdicts.includes("slower")) return 1;
  return verdicts.includes("unknown") ? 4 : 0;
}
