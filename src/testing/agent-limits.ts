/** Limits of a test as budgets: `{ memoryPerAgent: "10MB" }` is `memory.per_agent=10MB`. */
import { isAgentMetric } from "../analysis/agents/agent-metrics.ts";
import type { Budget } from "../analysis/budgets.ts";
import { parseDuration, parseSize } from "../cli/quantities.ts";

/** Sizes as `"10MB"` or bytes, times as `"500ms"` or ms. */
export interface AgentLimits {
  /** The highest peak of an agent. */
  readonly memoryPerAgent?: string | number;
  /** The 95th percentile of the agents' peaks. */
  readonly memoryPerAgentP95?: string | number;
  readonly cpuPerAgent?: string | number;
  readonly cpuPerAgentP95?: string | number;
  /** The most that agents shared in a snapshot. */
  readonly memoryShared?: string | number;
  /** Only agents whose id matches; `*` stands for any characters. Not for `memoryShared`. */
  readonly agents?: string;
}

const METRICS: Readonly<Record<string, string>> = {
  memoryPerAgent: "memory.per_agent",
  memoryPerAgentP95: "memory.per_agent.p95",
  cpuPerAgent: "cpu.per_agent",
  cpuPerAgentP95: "cpu.per_agent.p95",
  memoryShared: "memory.shared",
};

/** @throws TypeError for a limit that is none */
export function agentBudgets({ agents, ...limits }: AgentLimits): Budget[] {
  const budgets = Object.entries(limits).map(([name, limit]): Budget => {
    const metric = METRICS[name];
    if (metric === undefined) {
      throw new TypeError(`toStayWithin knows no "${name}": there are ${Object.keys(METRICS).join(", ")} and agents`);
    }
    const whose = agents === undefined || metric === "memory.shared" ? metric : `${metric}[${agents}]`;
    if (!isAgentMetric(whose)) throw new TypeError(`toStayWithin takes a pattern of ids in agents, not "${agents}"`);
    return { metric: whose, limit: limitOf(name, String(limit)) };
  });
  if (budgets.length === 0) throw new TypeError("toStayWithin takes a limit, e.g. { memoryPerAgent: '10MB' }");
  return budgets;
}

function limitOf(name: string, limit: string): number {
  const isTime = name.startsWith("cpu");
  try {
    return isTime ? parseDuration(name, limit, "ms") : parseSize(name, limit);
  } catch (cause) {
    const example = isTime ? "a time such as 500ms or 2s" : "a size such as 512KiB or 10MB";
    throw new TypeError(`toStayWithin: ${name} takes ${example}, not "${limit}"`, { cause });
  }
}
