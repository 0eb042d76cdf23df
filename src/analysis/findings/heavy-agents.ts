import { median } from "../../stats/quantiles.ts";
import type { Agent } from "../agents/agent.ts";
import { comparable } from "../agents/memory-per-agent.ts";
import type { Finding } from "../finding.ts";
import { bytes, milliseconds } from "../words.ts";

/** So many times the median of its like is out of the common. */
const OUTLIER = 3;
/** With fewer there is no common. */
const FEWEST = 4;
/** Smaller figures are nobody's trouble. */
const LEAST_BYTES = 100_000;
const LEAST_US = 20_000;

/** The agent that is the heaviest, and those that are far heavier than others of their role. */
export function heavyAgents(all: readonly Agent[]): Finding[] {
  const agents = comparable(all);
  return [
    ...heavy(
      agents,
      ({ peakBytes }) => peakBytes ?? 0,
      LEAST_BYTES,
      "fat-agent",
      (agent, peak) => {
        const [first] = agent.holds;
        return `holds ${bytes(peak)} at its peak${first === undefined ? "" : `, most in ${first}`}`;
      },
    ),
    ...heavy(
      agents,
      ({ cpuUs }) => cpuUs ?? 0,
      LEAST_US,
      "busy-agent",
      (_, us) => `uses ${milliseconds(us / 1000)} of CPU`,
    ),
  ];
}

function heavy(
  agents: readonly Agent[],
  of: (agent: Agent) => number,
  least: number,
  rule: string,
  does: (agent: Agent, value: number) => string,
): Finding[] {
  const [worst] = [...agents].sort((a, b) => of(b) - of(a));
  if (worst === undefined || agents.length < 2 || of(worst) < least) return [];
  const value = of(worst);
  const like = agents.filter(({ role }) => role === worst.role).map(of);
  const common = median(like);
  const isOutlier = like.length >= FEWEST && value > OUTLIER * common;
  const unit = rule === "fat-agent" ? bytes(common) : milliseconds(common / 1000);
  const compared = isOutlier
    ? `; half of the ${like.length} agents of its role ${worst.role} have no more than ${unit}`
    : "";
  const message = `Agent \`${worst.id}\` ${does(worst, value)}${compared}`;
  const evidence = { agent: worst.id, model: worst.model, value, median: common, agents: like.length };
  return [{ rule, severity: isOutlier ? "warning" : "info", message, evidence }];
}
