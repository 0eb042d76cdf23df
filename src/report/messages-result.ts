/** What `--json` says of the contexts of agents and of what they hand over, as the program told. */
import type { Agent, AgentAnalysis } from "../analysis/agents/agent.ts";
import { round } from "./round.ts";
import type { ContextResult, HandoffResult } from "./view-model.ts";

/** @returns nothing where the program told nothing */
export function contextResult({ context }: Agent): ContextResult {
  if (context === undefined) return {};
  const { lastBytes: last, peakBytes: peak, lastTokens, peakTokens } = context;
  return {
    ...(peak === null ? {} : { contextBytes: { last, peak } }),
    ...(peakTokens === null ? {} : { contextTokens: { last: lastTokens, peak: peakTokens } }),
  };
}

export function handoffsResult({ handoffs = [] }: AgentAnalysis): HandoffResult[] {
  const ms = (us: number | null): number | null => (us === null ? null : round(us / 1000));
  return handoffs.map(({ from, to, count, medianWaitUs, maxWaitUs, notTakenUp }) => ({
    from,
    to,
    count,
    medianWaitMs: ms(medianWaitUs),
    maxWaitMs: ms(maxWaitUs),
    notTakenUp,
  }));
}
