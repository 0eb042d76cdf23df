/** What one more agent costs: memory and time as functions of their number. */
import { type Slope, theilSen } from "../../stats/theil-sen.ts";
import { weightedSlope } from "../../stats/weighted-slope.ts";
import { median } from "../../stats/quantiles.ts";
import type { Finding } from "../finding.ts";
import { bytes } from "../words.ts";
import type { BenchFigures } from "./bench-figures.ts";

export interface AgentCost {
  /** Name of the bench without the number of agents. */
  readonly bench: string;
  readonly agents: readonly AgentCount[];
  /** Bytes an agent, with its 95 % interval; null where memory could not be measured. */
  readonly bytesPerAgent: Slope | null;
  /** Bytes of the swarm without any. */
  readonly swarmBytes: number | null;
  /** Of the memory and of the time of an operation: 1 is linear, 2 is quadratic, 0 does not depend on the agents. */
  readonly memoryExponent: Slope | null;
  readonly timeExponent: Slope | null;
  /** What is still there after the swarm was taken down, of what it held, 0 to 1; of the largest. */
  readonly keptShare: number | null;
}

export interface AgentCount {
  readonly agents: number;
  readonly heldBytes: number | null;
  readonly medianNs: number;
}

/** @param figures of the same benches with different numbers of agents */
export function agentCosts(figures: readonly BenchFigures[]): AgentCost[] {
  const byBench = new Map<string, BenchFigures[]>();
  for (const one of figures) {
    if (typeof one.bench.params["agents"] !== "number") continue;
    const name = one.bench.name.replace(/ ?\bagents=[\d.]+/, "").replace(" []", "");
    byBench.set(name, [...(byBench.get(name) ?? []), one]);
  }
  return Array.from(byBench, ([bench, alike]) => agentCost(bench, alike));
}

function agentCost(bench: string, alike: readonly BenchFigures[]): AgentCost {
  const sorted = alike.toSorted((a, b) => agentsOf(a) - agentsOf(b));
  const held = sorted.flatMap((one) =>
    one.levels.map(({ beforeBytes, withBytes }) => ({ x: agentsOf(one), y: withBytes - beforeBytes })),
  );
  const times = sorted.flatMap((one) => one.processes.map(({ medianNs }) => ({ x: agentsOf(one), y: medianNs })));
  const line = weightedSlope(held);
  const largest = sorted.at(-1)?.levels ?? [];
  const kept = largest.map(
    ({ beforeBytes, withBytes, afterBytes }) => (afterBytes - beforeBytes) / Math.max(1, withBytes - beforeBytes),
  );
  return {
    bench,
    agents: sorted.map((one) => ({
      agents: agentsOf(one),
      heldBytes:
        one.levels.length === 0
          ? null
          : median(one.levels.map(({ beforeBytes, withBytes }) => withBytes - beforeBytes)),
      medianNs: one.time.estimate,
    })),
    bytesPerAgent: line?.slope ?? null,
    swarmBytes: line?.intercept ?? null,
    memoryExponent: exponent(held),
    timeExponent: exponent(times),
    keptShare: kept.length === 0 ? null : median(kept),
  };
}

function agentsOf({ bench }: BenchFigures): number {
  return Number(bench.params["agents"]);
}

/** The slope of logarithms: y grows as a power of x. */
function exponent(points: readonly { readonly x: number; readonly y: number }[]): Slope | null {
  const logs = points.filter(({ x, y }) => x > 0 && y > 0).map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  return theilSen(logs)?.slope ?? null;
}

const MOST_KEPT = 0.02;
const FORECASTS = [1_000, 1_000_000];

/** A sentence for each bench: cost, growth, forecast, and whether all is given back. */
export function agentCostFindings(costs: readonly AgentCost[]): Finding[] {
  return costs.flatMap((cost): Finding[] => {
    const { bench, bytesPerAgent, swarmBytes, keptShare, timeExponent } = cost;
    const evidence = { ...cost };
    if (bytesPerAgent === null || swarmBytes === null) return [];
    const { estimate, low, high } = bytesPerAgent;
    const forecast = FORECASTS.map(
      (agents) => `${agents.toLocaleString("en")} would hold ${bytes(swarmBytes + agents * estimate)}`,
    );
    const time = timeExponent === null ? "" : `; an operation takes ${growth(timeExponent)}`;
    const words = `\`${bench}\`: an agent costs ${bytes(estimate)} (95 %: ${bytes(low)} to ${bytes(high)}), ${forecast.join(", ")}${time}`;
    const all: Finding[] = [{ rule: "agent-cost", severity: "info", message: words, evidence }];
    if (keptShare !== null && keptShare > MOST_KEPT) {
      const held = cost.agents.at(-1)?.heldBytes ?? 0;
      const message = `\`${bench}\` does not give everything back: ${bytes(keptShare * held)} of ${bytes(held)} are left after teardown`;
      all.push({ rule: "not-given-back", severity: "warning", message, evidence });
    }
    return all;
  });
}

function growth({ estimate, low, high }: Slope): string {
  const words =
    low > 1.1
      ? "more than proportionally longer with more agents"
      : high < 0.1
        ? "as long with more agents"
        : high < 0.9
          ? "longer with more agents, less than proportionally"
          : low > 0.9
            ? "proportionally longer with more agents"
            : "longer with more agents";
  return `${words} (power ${estimate.toFixed(2)}, ${low.toFixed(2)} to ${high.toFixed(2)})`;
}
