/** What weighings have taught of each agent: how much it holds, how much it keeps of what it makes, how often it lets go. */

/** Agents that make garbage, or that never let go of anything, are still looked at now and then. */
const LEAST_CHANCE = 1 / 1024;
const LET_GO_SHARE = 0.2;
/** Whose allocations were garbage is looked at ever less often. */
const GARBAGE_AGAIN = 8;

export class AgentHabits {
  readonly #held = new Map<number, number>();
  /** Of what the agent allocates, the share that it came to hold lately. */
  readonly #keeps = new Map<number, number>();
  /** The less often an agent was seen to let go of something, the more it has to hold to be looked at for that. */
  readonly #letsGo = new Map<number, number>();
  readonly #littleBytes: number;
  readonly #noiseBytes: number;
  /** The most that one of them held. */
  highestBytes = 0;

  /** @param littleBytes who allocates less is looked at for what it may let go of @param noiseBytes can't be told from nothing */
  constructor(littleBytes: number, noiseBytes: number) {
    this.#littleBytes = littleBytes;
    this.#noiseBytes = noiseBytes;
  }

  heldBy(agent: number): number {
    return this.#held.get(agent) ?? 0;
  }

  /** @param unknown what it is taken for as long as nothing is known */
  keeps(agent: number, unknown = 1): number {
    return this.#keeps.get(agent) ?? unknown;
  }

  letsGo(agent: number): number {
    return this.#letsGo.get(agent) ?? 1;
  }

  hold(agent: number, change: number): void {
    const bytes = Math.max(0, this.heldBy(agent) + change);
    this.#held.set(agent, bytes);
    this.highestBytes = Math.max(this.highestBytes, bytes);
  }

  /** The agent has allocated so much, and holds so much more, or less, than before. */
  learn(agent: number, allocated: number, change: number): void {
    const kept = Math.min(1, Math.max(0, change) / Math.max(1, allocated));
    const before = this.keeps(agent);
    const isGarbage = change < this.#noiseBytes;
    this.#keeps.set(agent, Math.max(LEAST_CHANCE, isGarbage ? before / GARBAGE_AGAIN : (before + kept) / 2));
    if (change < -LET_GO_SHARE * this.heldBy(agent)) this.#letsGo.set(agent, 1);
    else if (allocated < this.#littleBytes) this.#letsGo.set(agent, Math.max(LEAST_CHANCE, this.letsGo(agent) / 2));
  }
}
