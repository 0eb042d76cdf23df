import type { Agent } from "../agents/agent.ts";
import type { Finding } from "../finding.ts";
import { bytes } from "../words.ts";

/** The agents that keep more after every iteration, in one sentence about the worst. */
export function agentGrowth(agents: readonly Agent[]): Finding[] {
  const growing = agents
    .flatMap(({ id, role, growth, holds }) => (growth?.isGrowing === true ? [{ id, role, growth, holds }] : []))
    .sort((a, b) => b.growth.estimate - a.growth.estimate);
  const [worst] = growing;
  if (worst === undefined) return [];
  const { estimate, low, high } = worst.growth;
  const most = worst.holds[0] === undefined ? "" : `, most in ${worst.holds[0]}`;
  const others = growing.length === 1 ? "" : `; ${growing.length} agents grow`;
  return [
    {
      rule: "agent-growth",
      severity: "warning",
      message: `Agent \`${worst.id}\` keeps ${bytes(estimate)} more after every iteration (${bytes(low)} to ${bytes(high)})${most}${others}`,
      evidence: { agent: worst.id, bytesPerIteration: { estimate, low, high }, agents: growing.length },
    },
  ];
}
