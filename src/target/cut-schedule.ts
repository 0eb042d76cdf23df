/** When each thread is to cut: soon at first, so that a short run loses little, then rarely; never more than 2 % of the time. */

/** Time from a thread's start to its first cuts, µs; afterwards one each `EVERY_US`. */
const FIRST_US = [1_000_000, 3_000_000];
const EVERY_US = 5_000_000;
const COST_SHARE = 50;

interface Entry {
  readonly slot: number;
  readonly threadId: number;
  readonly startUs: number;
  dueUs: number;
  cuts: number;
  state: "running" | "cutting" | "finishing";
}

export class CutSchedule {
  readonly #entries = new Map<number, Entry>();

  enter(slot: number, threadId: number, nowUs: number): void {
    const dueUs = nowUs + (FIRST_US[0] as number);
    this.#entries.set(slot, { slot, threadId, startUs: nowUs, dueUs, cuts: 0, state: "running" });
  }

  leave(slot: number): void {
    this.#entries.delete(slot);
  }

  running(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  due(nowUs: number): readonly Entry[] {
    return this.running().filter((entry) => entry.state === "running" && nowUs >= entry.dueUs);
  }

  begun(slot: number): void {
    this.#set(slot, "cutting");
  }

  done(slot: number, nowUs: number, tookUs: number): void {
    const entry = this.#entries.get(slot);
    if (entry === undefined) return;
    entry.cuts++;
    if (entry.state === "cutting") entry.state = "running";
    const planned = FIRST_US[entry.cuts];
    const next = planned === undefined ? nowUs + EVERY_US : Math.max(entry.startUs + planned, nowUs);
    entry.dueUs = Math.max(next, nowUs + tookUs * COST_SHARE);
  }

  /** @returns false where the thread is finishing already */
  finishing(slot: number): boolean {
    if (this.#entries.get(slot)?.state === "finishing") return false;
    this.#set(slot, "finishing");
    return true;
  }

  retry(slot: number): void {
    this.#set(slot, "running");
  }

  #set(slot: number, state: Entry["state"]): void {
    const entry = this.#entries.get(slot);
    if (entry !== undefined) entry.state = state;
  }
}
