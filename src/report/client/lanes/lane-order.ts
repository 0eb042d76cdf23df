import type { Swarm } from "../agents/swarm.ts";

export const LANE_ORDERS = ["first", "role", "cpu"] as const;
export type LaneOrder = (typeof LANE_ORDERS)[number];

/**
 * The agents that have a lane, from top to bottom: those that ran, in the thread that is chosen.
 * @param ran whether an agent was ever seen to run
 */
export function laneOrder(
  { agents, groupOf }: Swarm,
  { order, thread, ran }: { order: LaneOrder; thread: string | undefined; ran: (agent: number) => boolean },
): Uint32Array {
  const first = (agent: number): number => agents[agent]!.fromMs ?? Infinity;
  const isHere = (agent: number): boolean =>
    ran(agent) && (thread === undefined || agents[agent]!.threads.some((label) => thread.startsWith(label)));
  const lanes = Uint32Array.from(Array.from(agents.keys()).filter(isHere));
  const by: Readonly<Record<LaneOrder, (a: number, b: number) => number>> = {
    first: (a, b) => first(a) - first(b),
    role: (a, b) => groupOf[a]! - groupOf[b]!,
    cpu: (a, b) => (agents[b]!.cpuMs ?? 0) - (agents[a]!.cpuMs ?? 0),
  };
  return lanes.sort((a, b) => by[order](a, b) || first(a) - first(b) || a - b);
}
