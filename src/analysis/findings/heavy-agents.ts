import { median } from "../../stats/quantiles.ts";
import type { Agent } from "../agents/agent.ts";
import { comparable } from "../agents/memory-per-agent.ts";
import { commonAmong, LEAST_CPU_US, LEAST_PEAK_BYTES } from "../agents/out-of-common.ts";
import type { Finding } from "../finding.ts";
import { bytes, milliseconds } from "../words.ts";

interface Burden {
  readonly rule: string;
  readonly of: (agent: Agent) => number;
  /** Smaller figures are nobody's trouble. */
  readonly least: number;
  readonly amount: (value: number) => string;
  /** @param amount in words */
  readonly does: (agent: Agent, amount: string) => string;
}

const BURDENS: readonly Burden[] = [
  {
    rule: "fat-agent",
    of: ({ peakBytes }) => peakBytes ?? 0,
    least: LEAST_PEAK_BYTES,
    amount: bytes,
    does: ({ holds: [first] }, peak) => `holds ${peak} at its peak${first === undefined ? "" : `, most in ${first}`}`,
  },
  {
    rule: "busy-agent",
    of: ({ cpuUs }) => cpuUs ?? 0,
    least: LEAST_CPU_US,
    amount: (us) => milliseconds(us / 1000),
    does: (_, time) => `uses ${time} of CPU`,
  },
];

/** The agent that is the heaviest, with a warning where it is far heavier than others of its role. */
export function heavyAgents(all: readonly Agent[]): Finding[] {
  const agents = comparable(all);
  return BURDENS.flatMap((burden) => heaviest(agents, burden));
}

function heaviest(agents: readonly Agent[], { rule, of, least, amount, does }: Burden): Finding[] {
  const [worst] = [...agents].sort((a, b) => of(b) - of(a));
  if (worst === undefined || agents.length < 2 || of(worst) < least) return [];
  const value = of(worst);
  const like = agents.filter(({ role }) => role === worst.role).map(of);
  const common = median(like);
  const isOutlier = value > (commonAmong(like)?.limit ?? Infinity);
  const compared = isOutlier
    ? `; half of the ${like.length} agents of its role ${worst.role} have no more than ${amount(common)}`
    : "";
  const message = `Agent \`${worst.id}\` ${does(worst, amount(value))}${compared}`;
  const evidence = { agent: worst.id, model: worst.model, value, median: common, agents: like.length };
  const agent = { id: worst.id, model: worst.model };
  return [{ rule, severity: isOutlier ? "warning" : "info", message, evidence, agent }];
}
