/** Figures of agents that a budget can name: the worst agent's, or a quantile over all, of all agents or of those of a name. */
import { quantile } from "../../stats/quantiles.ts";
import type { Measured } from "../budgets.ts";
import type { Agent, HeapDivision } from "./agent.ts";
import { agentPattern } from "./agent-pattern.ts";
import { comparable } from "./memory-per-agent.ts";

export interface AgentMeasured extends Measured {
  /** Who it is about, and what they hold most of; "" where it is about all. */
  readonly whom: string;
}

type MeasuredAgent = Pick<Agent, "id" | "isCarrier" | "cpuUs" | "peakBytes" | "peakErrorBytes" | "holds">;

interface MeasuredSwarm {
  readonly agents: readonly MeasuredAgent[];
  readonly heaps: readonly Pick<HeapDivision, "sharedBytes">[];
}

const METRIC = /^(memory|cpu)\.per_agent(\.p95)?(?:\[(.+)\])?$/;
/** Of an agent's CPU time, either way: the largest error of agents with 50 ms and more. */
const CPU_ERROR = 0.05;

export function isAgentMetric(metric: string): boolean {
  return METRIC.test(metric) || metric === "memory.shared";
}

/** @returns undefined for what was not measured */
export function measuredAgents(metric: string, { agents, heaps }: MeasuredSwarm): AgentMeasured | undefined {
  if (metric === "memory.shared") {
    if (heaps.length === 0) return undefined;
    const actual = Math.max(...heaps.map(({ sharedBytes }) => sharedBytes));
    return { actual, low: actual, high: actual, whom: "" };
  }
  const [, of, p95, names] = METRIC.exec(metric) ?? [];
  const matches = names === undefined ? () => true : agentPattern(names);
  const value = ({ cpuUs, peakBytes }: MeasuredAgent): number | null =>
    of === "memory" ? peakBytes : cpuUs === null ? null : cpuUs / 1000;
  const measured = comparable(agents)
    .filter(({ id }) => matches(id))
    .flatMap((agent) => {
      const amount = value(agent);
      return amount === null ? [] : [{ agent, amount }];
    })
    .sort((a, b) => b.amount - a.amount);
  const [worst] = measured;
  if (worst === undefined) return undefined;
  const actual =
    p95 === undefined
      ? worst.amount
      : quantile(
          measured.map(({ amount }) => amount),
          0.95,
        );
  const error = of === "cpu" ? CPU_ERROR * actual : (worst.agent.peakErrorBytes ?? 0);
  const holds = of === "memory" && worst.agent.holds[0] !== undefined ? `, most in ${worst.agent.holds[0]}` : "";
  return {
    actual,
    low: actual - error,
    high: actual + error,
    whom: p95 === undefined ? `agent \`${worst.agent.id}\`${holds}` : "",
  };
}
