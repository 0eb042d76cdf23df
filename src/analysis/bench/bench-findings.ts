/** What a run of benches has to say, beside its figures. */
import type { Finding } from "../finding.ts";
import { bytes, changePercent, nanoseconds, percent, quantity } from "../words.ts";
import { agentCostFindings, agentCosts } from "./agent-cost.ts";
import type { BenchBudgetResult } from "./bench-budgets.ts";
import type { BenchSuite } from "./bench-suite.ts";
import { differences, sameMachine } from "./same-machine.ts";

export function benchFindings(suite: BenchSuite): Finding[] {
  return [
    ...failures(suite),
    ...suite.budgets.flatMap(budgetFinding),
    ...changes(suite),
    ...suite.benches.flatMap((bench) => [...noise(bench), ...optimisedAway(bench)]),
    ...agentCostFindings(agentCosts(suite.benches.map(({ figures }) => figures))),
    ...busyMachine(suite),
    ...otherMachine(suite),
  ];
}

/** See docs/benches.md. */
const MOST_VARIATION = 0.2;
const MOST_WAITING = 0.1;
const LEAST_BYTES_RATIO = 1.01;
const LEAST_BYTES = 8;
/** Below this no call was made. */
const NOTHING_NS = 1;

function failures({ failed }: BenchSuite): Finding[] {
  return failed.map(({ name, file, error }) => {
    const [first = ""] = error.split("\n");
    return {
      rule: "bench-failed",
      severity: "error",
      message: `\`${name === "" ? file : name}\` could not be measured: ${first}`,
      evidence: { name, file, error },
    };
  });
}

function budgetFinding(budget: BenchBudgetResult): Finding[] {
  const { metric, limit, actual, overBy, verdict, whom, unit } = budget;
  if (verdict === "pass") return [];
  const of = whom === undefined ? "" : ` of \`${whom}\``;
  const amount = (value: number): string => quantity(value, unit);
  if (verdict === "fail" && actual !== null && overBy !== null) {
    const message = `\`${metric}\`${of} is over its budget: ${amount(actual)}, ${amount(overBy)} over the limit of ${amount(limit)}`;
    return [{ rule: "budget", severity: "error", message, evidence: { ...budget } }];
  }
  const why = actual === null ? "it was not measured" : `${amount(actual)} is too uncertain`;
  const message = `\`${metric}\`${of}: no verdict on its budget of ${amount(limit)}, ${why}`;
  return [{ rule: "budget", severity: "warning", message, evidence: { ...budget } }];
}

function changes({ benches, comparison }: BenchSuite): Finding[] {
  if (comparison === undefined) return [];
  const found = benches.flatMap(({ figures, change }): Finding[] => {
    if (change === undefined) return [];
    const { name } = figures.bench;
    const { verdict, ratio, low, high, bytesRatio } = change;
    const interval = `${changePercent(ratio)} (95 %: ${changePercent(low)} to ${changePercent(high)})`;
    const all: Finding[] = [];
    const evidence = { name, ...change };
    if (verdict === "slower") {
      all.push({ rule: "slower", severity: "error", message: `\`${name}\` is slower: ${interval}`, evidence });
    } else if (verdict === "faster") {
      all.push({ rule: "faster", severity: "info", message: `\`${name}\` is faster: ${interval}`, evidence });
    }
    const now = figures.bytesPerOp ?? 0;
    const more = bytesRatio === null ? 0 : now - now / bytesRatio;
    if (bytesRatio !== null && bytesRatio > LEAST_BYTES_RATIO && more > LEAST_BYTES) {
      const message = `\`${name}\` allocates more: ${bytes(now)} an operation, ${changePercent(bytesRatio)}`;
      all.push({ rule: "more-bytes", severity: "warning", message, evidence });
    }
    return all;
  });
  const { missing, added } = comparison;
  const gone = missing.length === 0 ? [] : [`not measured now: ${list(missing)}`];
  const fresh = added.length === 0 ? [] : [`not in ${comparison.against}: ${list(added)}`];
  if (gone.length + fresh.length === 0) return found;
  const message = `Benches that could not be compared: ${[...gone, ...fresh].join("; ")}`;
  return [...found, { rule: "not-compared", severity: "info", message, evidence: { missing, added } }];
}

function noise({ figures }: BenchSuite["benches"][number]): Finding[] {
  const { bench, variation, drift, processes } = figures;
  const all: Finding[] = [];
  if (variation > MOST_VARIATION && processes.length > 2) {
    all.push({
      rule: "variation",
      severity: "warning",
      message: `\`${bench.name}\` varies by ${percent(100 * variation)} from process to process: small changes of it can't be seen`,
      evidence: { name: bench.name, variation },
    });
  }
  if (!drift.steady && bench.kind === "load" && drift.share > 0) {
    all.push({
      rule: "overloaded",
      severity: "warning",
      message: `\`${bench.name}\` can't keep up with its load: latencies rose by ${changePercent(1 + drift.share)} from the first third to the last`,
      evidence: { name: bench.name, drift: drift.share },
    });
  } else if (!drift.steady && bench.kind !== "load") {
    all.push({
      rule: "not-steady",
      severity: "warning",
      message: `\`${bench.name}\` reached no steady state: it changed by ${changePercent(1 + drift.share)} while it was measured. Warm up longer: --warmup`,
      evidence: { name: bench.name, drift: drift.share },
    });
  }
  return all;
}

function optimisedAway({ figures: { bench, time } }: BenchSuite["benches"][number]): Finding[] {
  if (time.estimate >= NOTHING_NS) return [];
  const message = `\`${bench.name}\` takes ${nanoseconds(time.estimate)}: V8 has left out its work. Let it return what it computes, from input that is not constant`;
  return [{ rule: "optimised-away", severity: "warning", message, evidence: { name: bench.name, ns: time.estimate } }];
}

function busyMachine({ benches }: BenchSuite): Finding[] {
  const known = benches.flatMap(({ figures: { waitingShare } }) => (waitingShare === null ? [] : [waitingShare]));
  const share = known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length;
  if (share < MOST_WAITING) return [];
  const message = `The machine was busy: other programs had the CPU for ${percent(100 * share)} of the time. That is left out of the medians, but caches and percentiles have suffered`;
  return [{ rule: "busy-machine", severity: "warning", message, evidence: { share } }];
}

function otherMachine({ comparison, environment }: BenchSuite): Finding[] {
  if (comparison === undefined) return [];
  const { against, environment: base } = comparison;
  const different = differences(base, environment);
  if (different.length === 0) return [];
  const what = different
    .map(({ words, key }) => `${words} ${String(base[key])}, now ${String(environment[key])}`)
    .join("; ");
  const message = sameMachine(base, environment)
    ? `${against} was measured on another Node: ${what}`
    : `${against} was measured on another machine: ${what}. Of times nothing can be said, bytes can be compared`;
  return [{ rule: "other-machine", severity: "warning", message, evidence: { base, head: environment } }];
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
