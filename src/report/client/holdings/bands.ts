import type { HeldOverTime } from "./held-over-time.ts";

/** One layer of the drawing, from the bottom. */
export interface Band {
  readonly words: string;
  /** Index of the agent, where the band is one agent's. */
  readonly agent?: number;
  readonly kind: "agent" | "others" | "shared" | "rest";
  /** Bytes at each snapshot. */
  readonly bytes: Float64Array;
}

/** As many agents have a band of their own as can be told apart. */
const NAMED = 8;

export type Extent = "own" | "shared" | "heap";

/**
 * The agents that held most at any snapshot, by name, the others together; above them what several share, and what is
 * nobody's.
 * @param counts whether an agent is to be shown
 */
export function bands(
  held: HeldOverTime,
  names: readonly string[],
  counts: (agent: number) => boolean,
  extent: Extent,
): Band[] {
  const count = held.moments.length;
  const ofAgent = (agent: number): Float64Array =>
    Float64Array.from({ length: count }, (_, snapshot) => held.own(agent, snapshot));
  const ranked = names
    .map((_, agent) => ({ agent, most: counts(agent) ? highest(held, agent) : 0 }))
    .filter(({ most }) => most > 0)
    .sort((a, b) => b.most - a.most);
  const named = ranked.slice(0, ranked.length === NAMED + 1 ? NAMED + 1 : NAMED);
  const others = ranked.slice(named.length);
  const together = new Float64Array(count);
  for (const { agent } of others) {
    for (let i = 0; i < count; i++) together[i] = together[i]! + held.own(agent, i);
  }
  const all: Band[] = named.map(({ agent }) => ({
    words: names[agent] ?? "",
    agent,
    kind: "agent",
    bytes: ofAgent(agent),
  }));
  if (others.length > 0) all.push({ words: `${others.length} others`, kind: "others", bytes: together });
  if (extent !== "own") all.push({ words: "shared by several", kind: "shared", bytes: held.shared });
  if (extent === "heap") all.push({ words: "global and unreachable", kind: "rest", bytes: held.rest });
  return all;
}

function highest(held: HeldOverTime, agent: number): number {
  let most = 0;
  for (let i = 0; i < held.moments.length; i++) most = Math.max(most, held.own(agent, i));
  return most;
}
