import { median } from "../../stats/quantiles.ts";
import type { Agent } from "../agents/agent.ts";
import type { Finding } from "../finding.ts";
import { bytes } from "../words.ts";

/** So many agents of a role that have done their work are no accident. */
const FEWEST = 8;
/** An agent is done where half of its role have run since, and this share of the time has passed. */
const IDLE_SHARE = 0.2;
/** Of those that are done, so many are still held. */
const KEPT_SHARE = 0.5;
/** Agents that are all made at the start may be meant to stay: half of them are to be met later than this. */
const LATER_SHARE = 0.15;

/** What they hold together may be nobody's trouble, yet. */
const LITTLE_BYTES = 100_000;

/** Roles whose agents are made all along, and never let go. */
export function agentsKept(agents: readonly Agent[]): Finding[] {
  const byRole = new Map<string, Agent[]>();
  for (const agent of agents) {
    if (agent.isAlive === null || agent.fromUs === null || agent.toUs === null) continue;
    const key = `${agent.model}\0${agent.role}`;
    const same = byRole.get(key);
    if (same === undefined) byRole.set(key, [agent]);
    else same.push(agent);
  }
  return [...byRole.values()].flatMap(kept);
}

function kept(same: readonly Agent[]): Finding[] {
  const startUs = Math.min(...same.map(({ fromUs }) => fromUs ?? 0));
  const endUs = Math.max(...same.map(({ toUs }) => toUs ?? 0));
  const isMadeAllAlong = median(same.map(({ fromUs }) => fromUs ?? 0)) - startUs > LATER_SHARE * (endUs - startUs);
  const idleUs = Math.min(median(same.map(({ toUs }) => toUs ?? 0)), endUs - IDLE_SHARE * (endUs - startUs));
  const done = same.filter(({ toUs }) => (toUs ?? 0) < idleUs);
  const alive = done.filter(({ isAlive }) => isAlive === true);
  const [first] = alive;
  if (first === undefined || !isMadeAllAlong || alive.length < Math.max(FEWEST, KEPT_SHARE * done.length)) return [];
  const total = alive.reduce((sum, { retainedBytes }) => sum + (retainedBytes ?? 0), 0);
  const why = first.model === "context" ? "something still waits in them" : "something still refers to them";
  return [
    {
      rule: "agents-kept",
      severity: total < LITTLE_BYTES ? "info" : "warning",
      message: `${alive.length} of ${done.length} agents of the role ${first.role} that have done their work are not let go, with ${bytes(total)}: ${why}, as in \`${first.id}\``,
      evidence: {
        role: first.role,
        model: first.model,
        met: same.length,
        done: done.length,
        kept: alive.length,
        bytes: total,
      },
    },
  ];
}
