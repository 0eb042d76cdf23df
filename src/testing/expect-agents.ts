/** A matcher for tests: agents of a run stay within limits, which are budgets, and said in the same words. */
import { AssertionError } from "node:assert";
import type { Agent } from "../analysis/agents/agent.ts";
import { measuredAgents } from "../analysis/agents/agent-metrics.ts";
import { type BudgetResult, checkBudget } from "../analysis/budgets.ts";
import { budgetBroken } from "../analysis/findings/budget-broken.ts";
import type { ResultDocument } from "../report/result-document.ts";
import { runDocument } from "../verbs/report-run.ts";
import { agentBudgets, type AgentLimits } from "./agent-limits.ts";

export interface AgentExpectations {
  /**
   * Fails where a limit is broken, and where it can't be judged: nothing was measured, no agent matches, or a CPU time is
   * too near its limit.
   * @returns what was measured of each limit
   * @throws AssertionError with a line a limit; TypeError for a limit that is none
   */
  toStayWithin(limits: AgentLimits): readonly BudgetResult[];
}

/**
 * @param run folder of a run, or a document of `swarmprof cpu --json` or `mem --json`, or what `profileAgents` gives
 * @throws SwarmprofError RUN_UNREADABLE, RUN_TOO_NEW
 */
export function expectAgents(run: string | ResultDocument): AgentExpectations {
  const document = typeof run === "string" ? runDocument(run) : run;
  const schema: unknown = document.schema;
  if (schema !== "swarmprof/result@1") {
    throw new TypeError(
      "expectAgents takes the folder of a run, or the document of swarmprof cpu --json or mem --json",
    );
  }
  const measured = { agents: agentsOf(document), heaps: document.memory?.heaps ?? [] };
  return {
    toStayWithin(limits) {
      const results = agentBudgets(limits).map((budget) =>
        checkBudget(budget, measuredAgents(budget.metric, measured)),
      );
      const broken = budgetBroken(results).map(({ message }) => message);
      if (broken.length > 0) throw new AssertionError({ message: broken.join("\n"), operator: "toStayWithin" });
      return results;
    },
  };
}

type MeasuredAgent = Pick<Agent, "id" | "isCarrier" | "cpuUs" | "peakBytes" | "peakErrorBytes" | "holds">;

/** The CPU time of an agent stands in one section of the document, its memory in another. */
function agentsOf({ cpu, memory }: ResultDocument): MeasuredAgent[] {
  const agents = new Map<string, MeasuredAgent>();
  const key = ({ id, model, role }: Pick<Agent, "id" | "model" | "role">): string => `${model}\0${role}\0${id}`;
  for (const agent of cpu?.agents ?? []) {
    const { id, isCarrier, cpuMs } = agent;
    agents.set(key(agent), { id, isCarrier, cpuUs: cpuMs * 1000, peakBytes: null, peakErrorBytes: null, holds: [] });
  }
  for (const agent of memory?.agents ?? []) {
    const { id, isCarrier, peakBytes, peakErrorBytes, holds } = agent;
    const cpuUs = agents.get(key(agent))?.cpuUs ?? null;
    agents.set(key(agent), { id, isCarrier, cpuUs, peakBytes, peakErrorBytes, holds });
  }
  return [...agents.values()];
}
