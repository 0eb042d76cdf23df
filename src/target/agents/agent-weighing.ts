/**
 * What agents come to hold between two snapshots. Garbage is collected between the slices of two agents, where one of them
 * may have come to hold more or less: what has changed since the last time is then of those that have run since, most often
 * of one alone. That takes a few ms, where a snapshot takes a hundred, and sees whatever an agent holds, in whatever way.
 */
import type { WeighingRow } from "../../run/records.ts";
import { appendText, nowUs, stringify } from "../pristine.ts";
import { AgentHabits } from "./agent-habits.ts";

/** An agent that has allocated so much since the last time may hold it now. */
const ALLOCATED_BYTES = 40_000;
/** An agent that held so much may have let go of it. */
const HELD_BYTES = 64_000;
/** Of what is worth weighing, this is too little to be told from what V8 does on its own. */
const NOISE = 0.25;
/** The same of what is measured, and of what slices have allocated. */
const NOISE_SHARE = 0.03;
/** Of the time since the start, and so much more. */
const SHARE = 0.08;
const ALLOWANCE_US = 200_000;
/** Where so many take turns in what a weighing takes, it tells nothing. Then there are ever fewer. */
const FEW = 4;
const MOST_IN_VAIN = 8;
/** What may be spent is looked up in a file of the system's. */
const LOOK_AGAIN_US = 2_000;
/** Where more than this of it is spent, agents that matter little beside the largest are let be. */
const SCARCE = 0.5;
const MATTERS_SHARE = 0.04;
/** Of agents that have run since the last time, so many are named. */
const NAMED = 64;
const NOBODY = 0;
/** From a quarter on, what it allocates counts as kept. */
const MOSTLY_KEEPS = 4;
/** Of what nobody allocates, as long as nothing is known. */
const NOBODY_KEEPS = 1 / 16;
/** What the inspector allocates to hand over the recorder's calls, twice over; it is garbage. */
const NOBODYS_BYTES_A_US = 1;
/** What is counted wrongly is more than a little, and no more than a page. */
const ODD_BYTES = 30_000;
const ODD_MOST_BYTES = 300_000;

export interface Scales {
  /**
   * Whether there may be weighings at all. V8 throws away what it has optimised inside of a loop when it collects, so that
   * they change how fast a program runs.
   */
  readonly isAllowed: boolean;
  /** Whether garbage may be collected now. */
  isFree(): boolean;
  /** Collects garbage. @returns what is left, bytes */
  weigh(): number;
  /** CPU time of the thread: on a loaded machine it says what something costs, where the clock does not. */
  cpuUs(): number;
  /** Time since the thread's start, without that in which it wanted a core and had none. */
  elapsedUs(): number;
}

interface Ran {
  allocated: number;
  /** Whether a slice of it was not measured. */
  isGuess: boolean;
}

export class AgentWeighing {
  readonly #file: string;
  readonly #scales: Scales;
  readonly #habits = new AgentHabits(ALLOCATED_BYTES, NOISE * ALLOCATED_BYTES);
  readonly #ran = new Map<number, Ran>();
  #levelBytes: number | undefined;
  #isWanted = false;
  /** How much more than usual an agent has to have allocated, or held, to be worth it. */
  #coarseness = 1;
  #spentUs = 0;
  #weighedUs = nowUs();
  #notBeforeUs = 0;
  /** Weighings, of late, that could be anybody's. */
  #inVain = 0;
  #lines: string[] = [];
  /** Memory of which it isn't known whose it is, since the last snapshot. */
  unknownBytes = 0;
  /** Allocated by agents since the last snapshot. */
  allocatedBytes = 0;
  /** By how much agents hold more or less than at the last snapshot, as far as it is known whose it is; without the sign. */
  changedBytes = 0;
  readonly #changes = new Map<number, number>();

  constructor(file: string, scales: Scales) {
    this.#file = file;
    this.#scales = scales;
  }

  /** Whether changes are known; else what agents allocate is the most that can be said. */
  get isAllowed(): boolean {
    return this.#scales.isAllowed;
  }

  /** The first agent is about to run. */
  begin(): void {
    if (this.isAllowed && this.#scales.isFree()) this.#levelBytes = this.#scales.weigh();
    this.#forget();
  }

  /** A slice has ended. @param allocated in it; undefined where that was not measured */
  ran(agent: number, allocated: number | undefined): void {
    let ran = this.#ran.get(agent);
    if (ran === undefined) this.#ran.set(agent, (ran = { allocated: 0, isGuess: false }));
    if (allocated === undefined) ran.isGuess = true;
    else ran.allocated += allocated;
    // What nobody's code has come to hold is to be told from what the next agent does.
    this.#isWanted ||= this.#matters(agent, ran.allocated, 1, this.#habits.letsGo(agent));
    if (agent !== NOBODY) this.allocatedBytes += allocated ?? 0;
  }

  /** Whether it is worth its time to weigh before that agent begins to run. */
  isDue(next: number): boolean {
    if (!this.#isWanted || next === NOBODY || nowUs() < this.#notBeforeUs) return false;
    if (!this.#mayWeigh()) return false;
    // Whoever ran goes on: what it holds can be told later.
    if (this.#significant().every(([agent]) => agent === next)) return false;
    return this.isWanted();
  }

  /** Whether it may be done while nobody runs. */
  isWanted(): boolean {
    return this.#isWanted && this.#mayWeigh() && this.#noted(this.#spentUs < this.#budgetUs());
  }

  #mayWeigh(): boolean {
    return this.#noted(this.isAllowed && this.#scales.isFree());
  }

  /** What doesn't hold is not looked up again at each hand-over. */
  #noted(holds: boolean): boolean {
    if (!holds) this.#notBeforeUs = nowUs() + LOOK_AGAIN_US;
    return holds;
  }

  weigh(): void {
    const t = nowUs();
    const startUs = this.#scales.cpuUs();
    const before = this.#levelBytes;
    let level = this.#scales.weigh();
    if (before !== undefined) {
      if (this.#isOdd(level - before)) level = Math.min(level, this.#scales.weigh());
      this.#divide(level - before, t);
    }
    this.#levelBytes = level;
    this.#forget();
    this.#spentUs += this.#scales.cpuUs() - startUs;
    const isScarce = this.#spentUs > SCARCE * this.#budgetUs();
    this.#coarseness = isScarce ? Math.max(1, (MATTERS_SHARE * this.#habits.highestBytes) / ALLOCATED_BYTES) : 1;
  }

  collectGarbage(): void {
    this.#scales.weigh();
  }

  /** A snapshot has said what all agents hold: from here on it is counted anew. */
  restart(): void {
    this.#levelBytes = this.#scales.weigh();
    this.unknownBytes = 0;
    this.allocatedBytes = 0;
    this.changedBytes = 0;
    this.#changes.clear();
    this.#forget();
  }

  flush(): void {
    const text = this.#lines.join("");
    this.#lines = [];
    try {
      if (text !== "") appendText(this.#file, text);
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
  }

  #budgetUs(): number {
    return (this.#scales.elapsedUs() - this.#spentUs) * SHARE + ALLOWANCE_US;
  }

  #matters(agent: number, allocated: number, share: number, letsGo = 1): boolean {
    if (agent === NOBODY) return allocated > ALLOCATED_BYTES + NOBODYS_BYTES_A_US * (nowUs() - this.#weighedUs);
    const least = share * this.#coarseness;
    const kept = allocated * Math.min(1, MOSTLY_KEEPS * this.#habits.keeps(agent));
    return kept > least * ALLOCATED_BYTES || this.#habits.heldBy(agent) * letsGo > least * HELD_BYTES;
  }

  #forget(): void {
    this.#weighedUs = nowUs();
    this.#ran.clear();
    this.#isWanted = false;
  }

  #significant(): [number, Ran][] {
    return [...this.#ran].filter(([agent, { allocated, isGuess }]) =>
      agent === NOBODY ? this.#matters(agent, allocated, 1) : isGuess || this.#matters(agent, allocated, NOISE),
    );
  }

  /** All that have allocated something worth mentioning, whatever they made of it until now. */
  #able(): [number, Ran][] {
    return [...this.#ran].filter(([, { allocated, isGuess }]) => isGuess || allocated > NOISE * ALLOCATED_BYTES);
  }

  #divide(change: number, t: number): void {
    const likely = this.#significant();
    const all = isMoreThan(likely, change) ? this.#able() : likely;
    const ran = this.#isGarbageOfNobody(all, change) ? all.filter(([agent]) => agent !== NOBODY) : all;
    const [first] = ran;
    if (first === undefined) return;
    this.#inVain = ran.length > FEW ? Math.min(MOST_IN_VAIN, this.#inVain + 1) : Math.max(0, this.#inVain - 1);
    if (this.#inVain > 0 && ran.length > FEW) this.#notBeforeUs = nowUs() + LOOK_AGAIN_US * 2 ** this.#inVain;
    if (ran.length === 1) {
      this.#habits.learn(first[0], first[1].allocated, change);
      this.#note(t, change, first[0]);
      return;
    }
    const allocated = ran.reduce((sum, [, one]) => sum + one.allocated, 0);
    const isAllHeld =
      ran.every(([, { isGuess }]) => !isGuess) &&
      Math.abs(change - allocated) < NOISE * ALLOCATED_BYTES + NOISE_SHARE * allocated;
    if (isAllHeld) {
      for (const [agent, one] of ran) this.#note(t, one.allocated, agent);
      return;
    }
    const kept = ran.reduce((sum, [agent, one]) => sum + one.allocated * this.#habits.keeps(agent), 0);
    this.unknownBytes += Math.max(Math.abs(change), kept);
    const named = ran.length > NAMED ? [] : ran;
    const allocatedBy = named.map(([, one]) => (one.isGuess ? null : Math.round(one.allocated)));
    this.#write([t, Math.round(change), named.map(([agent]) => agent), allocatedBy]);
  }

  /**
   * V8 now and then counts up to a page as used that isn't, until it collects again. Most agents keep all, or nothing, of
   * what they have allocated, or let go of all that they held: what is left over a little more than that is looked at twice.
   */
  #isOdd(change: number): boolean {
    const agents = [...this.#ran].filter(([agent]) => agent !== NOBODY);
    const allocated = agents.reduce((sum, [, one]) => sum + one.allocated, 0);
    const expected = [0, allocated, ...agents.map(([agent]) => -this.#habits.heldBy(agent))];
    const over = Math.min(...expected.map((bytes) => (change < bytes ? Number.POSITIVE_INFINITY : change - bytes)));
    return over > ODD_BYTES && over < ODD_MOST_BYTES;
  }

  /** What nobody's code allocates, the probe's with it, is gone at once, unless more is left than agents have allocated. */
  #isGarbageOfNobody(ran: readonly [number, Ran][], change: number): boolean {
    const nobodys = this.#ran.get(NOBODY)?.allocated ?? 0;
    if (ran.length < 2 || nobodys === 0) return false;
    const agents = ran.filter(([agent]) => agent !== NOBODY);
    if (agents.some(([, { isGuess }]) => isGuess)) return false;
    const keeps = nobodys * this.#habits.keeps(NOBODY, NOBODY_KEEPS);
    return keeps < ALLOCATED_BYTES && !isMoreThan(agents, change);
  }

  /** It is the change of that agent. */
  #note(t: number, bytes: number, agent: number): void {
    if (agent === NOBODY) return;
    const before = this.#changes.get(agent) ?? 0;
    this.#changes.set(agent, before + bytes);
    this.changedBytes += Math.abs(before + bytes) - Math.abs(before);
    this.#habits.hold(agent, bytes);
    this.#write([t, Math.round(bytes), [agent]]);
  }

  #write(row: WeighingRow): void {
    this.#lines.push(`${stringify(row)}\n`);
  }
}

/** Whether it is more than these can have come to hold. */
function isMoreThan(ran: readonly (readonly [number, Ran])[], change: number): boolean {
  if (ran.some(([, { isGuess }]) => isGuess)) return false;
  const allocated = ran.reduce((sum, [, one]) => sum + one.allocated, 0);
  return change > allocated + NOISE * ALLOCATED_BYTES + NOISE_SHARE * allocated;
}
