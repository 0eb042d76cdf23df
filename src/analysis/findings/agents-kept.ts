import type { Agent } from "../agents/agent.ts";
import type { Finding } from "../finding.ts";
import { bytes } from "../words.ts";

/** So many agents of a role that have long done nothing are no accident. */
const FEWEST = 8;
/** An agent that hasn't run for so much of the time that agents were met in is done. */
const IDLE_SHARE = 0.5;
/** Of those that are done, so many are still held. */
const KEPT_SHARE = 0.5;
/** Where all are made at the start, they may be meant to stay: in each of so many parts of the time some are made. */
const PARTS = 4;

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
  const partOf = (us: number): number => Math.floor((PARTS * (us - startUs)) / Math.max(1, endUs - startUs));
  const parts = new Set(same.map(({ fromUs }) => Math.min(PARTS - 1, partOf(fromUs ?? 0))));
  const done = same.filter(({ toUs }) => (toUs ?? 0) < endUs - IDLE_SHARE * (endUs - startUs));
  const alive = done.filter(({ isAlive }) => isAlive === true);
  const [first] = alive;
  if (first === undefined || parts.size < PARTS || alive.length < Math.max(FEWEST, KEPT_SHARE * done.length)) return [];
  const total = alive.reduce((sum, { retainedBytes }) => sum + (retainedBytes ?? 0), 0);
  const why = first.model === "context" ? "something still waits in them" : "something still refers to them";
  return [
    {
      rule: "agents-kept",
      severity: "warning",
      message: `${alive.length} of ${done.length} agents of the role ${first.role} that have not run for half of the time are not let go, with ${bytes(total)}: ${why}, as in \`${first.id}\``,
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
