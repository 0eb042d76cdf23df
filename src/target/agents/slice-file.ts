/**
 * Which agent ran when, as pairs of 32-bit words appended to `slices.bin`: time since the pair before in units of 10 ns,
 * and the index of the agent that runs from then on, 0 for nobody. The first two words are the start, µs. Pairs whose
 * second word is one of `SLICE_NOTES` are no hand-overs:
 *
 * - `delay`: how long the thread has waited for a core since the reading before, in units of 10 ns; stands before
 * - `reading`: how much CPU time the thread has had since the reading before, in units of 10 ns. On the clock a slice lasts
 *   as long when its thread had no core; the system's count tells which did. It is read once a millisecond at most, between
 *   two slices, since a reading takes 3 µs.
 * - `call`: the slices up to the next such pair are of a call that stands for so many; the calls that were not timed lie in
 *   slices of who called. `overhead` is what it costs to time one, which is in its slice.
 * - `summed`: the file has become so large that from here on what each agent ran in a quarter of a second stands there as
 *   one slice, one agent after the other.
 */
import { closeSync, openSync } from "../pristine.ts";
import fs from "node:fs";
import { SLICE_NOTES } from "../../run/records.ts";

const { writeSync } = fs;
const now = performance.now.bind(performance);
const PAIRS = 16_384;
/** Room that is left for the pairs of a pause. */
const SPARE_PAIRS = 8;
const UNITS_A_MS = 100_000;
const NS_A_UNIT = 10;
const LONGEST = 0xffff_ffff;
const READ_EVERY = UNITS_A_MS;
/** What a SIGKILL takes. */
const FLUSH_EVERY = 1_000 * UNITS_A_MS;
/** Bytes after which slices are summed: at 200,000 changes a second that is after some three minutes. */
const DETAILED_BYTES = 2 ** 28;
const SUM_EVERY = 250 * UNITS_A_MS;

/** What the system counts for the thread. */
export interface OwnUsage {
  /** CPU time, up to date; null: not told. */
  ownCpuNs(): number | null;
  /** Time that it waited for a core, at the last reading. */
  readonly delayNs: number;
}

export const UNKNOWN_USAGE: OwnUsage = { ownCpuNs: () => null, delayNs: 0 };

export class SliceFile {
  readonly #file: string;
  readonly #words: Uint32Array;
  readonly #full: number;
  readonly #usage: OwnUsage;
  readonly #originMs: number;
  #filled = 0;
  #current = 0;
  #unitsBefore = 0;
  #dueUnits = READ_EVERY;
  #readNs: number | null;
  #delayNs: number;
  #flushedUnits = 0;
  #writtenBytes = 0;
  readonly #detailedBytes: number;
  /** Units by agent since the last sum was written. */
  #sums: Map<number, number> | undefined;
  #summedFrom = 0;
  #over = false;

  /** Told of every hand-over, before it happens. @returns what is to be done first, in nobody's time */
  onHandOver: ((from: number, to: number) => (() => void) | undefined) | undefined;

  /**
   * @param clockUs the monotonic clock, which the slices are on
   * @param usage of the thread
   */
  constructor(
    file: string,
    clockUs: () => number,
    usage: OwnUsage,
    { pairs = PAIRS, detailedBytes = DETAILED_BYTES } = {},
  ) {
    this.#file = file;
    this.#detailedBytes = detailedBytes;
    this.#words = new Uint32Array(2 * pairs);
    this.#full = 2 * (pairs - SPARE_PAIRS);
    this.#usage = usage;
    this.#readNs = usage.ownCpuNs();
    this.#delayNs = usage.delayNs;
    const startUs = clockUs();
    this.#originMs = now();
    this.#words[0] = Math.floor(startUs / 2 ** 32);
    this.#words[1] = startUs >>> 0;
    this.#filled = 2;
    if (this.#readNs !== null) this.#add(0, SLICE_NOTES.reading);
  }

  get current(): number {
    return this.#current;
  }

  to(agent: number): void {
    if (agent === this.#current) return;
    const units = this.#units();
    if (units >= this.#dueUnits || this.#filled >= this.#full) {
      this.#pause(units, agent);
      return;
    }
    const first = this.onHandOver?.(this.#current, agent);
    if (first !== undefined) {
      this.#passTo(units, 0);
      first();
      this.#passTo(this.#units(), agent);
      return;
    }
    this.#passTo(units, agent);
  }

  /** What is timed up to `endCall` stands for so many calls like it, the others of which are not timed. */
  beginCall(weight: number): void {
    this.#add(weight, SLICE_NOTES.call);
  }

  endCall(): void {
    this.#add(1, SLICE_NOTES.call);
  }

  /** What it costs to time a call, which is then in its slice. */
  callsCost(units: number): void {
    this.#add(units, SLICE_NOTES.overhead);
  }

  /** Length of the slices in the buffer, units. */
  lengths(): number[] {
    const lengths: number[] = [];
    for (let i = 2; i + 2 < this.#filled; i += 2) {
      if (this.#words[i + 1] !== 0) lengths.push(this.#words[i + 2] as number);
    }
    return lengths;
  }

  flush(): void {
    const bytes = new Uint8Array(this.#words.buffer, 0, 4 * this.#filled);
    this.#filled = 0;
    this.#flushedUnits = this.#unitsBefore;
    if (bytes.length === 0 || this.#over) return;
    try {
      const fd = openSync(this.#file, "a", 0o600);
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
      } finally {
        closeSync(fd);
      }
      this.#writtenBytes += bytes.length;
    } catch {
      // A full disk or a removed folder. Times count from one pair to the next, so what is lost can't be gone on from.
      this.#stop();
    }
  }

  /** Nothing is recorded any more. */
  end(): void {
    if (this.#over) return;
    this.#pause(this.#units(), 0);
    if (this.#sums !== undefined) this.#writeSums(this.#unitsBefore);
    this.flush();
    this.#stop();
  }

  #stop(): void {
    this.#over = true;
    this.#dueUnits = Number.POSITIVE_INFINITY;
  }

  #units(): number {
    return Math.round((now() - this.#originMs) * UNITS_A_MS);
  }

  /** A hand-over with time for more in between, which is nobody's. */
  #pause(units: number, agent: number): void {
    if (this.#sums !== undefined) {
      this.#sum(this.#sums, units, agent);
      return;
    }
    this.onHandOver?.(this.#current, 0);
    this.#passTo(units, 0);
    this.#read();
    if (this.#filled >= this.#full || units - this.#flushedUnits > FLUSH_EVERY) this.flush();
    if (this.#over) {
      this.#current = agent;
      return;
    }
    this.onHandOver?.(0, agent)?.();
    const after = this.#units();
    if (this.#writtenBytes > this.#detailedBytes) {
      this.#sums = new Map();
      this.#add(0, SLICE_NOTES.summed);
      this.#summedFrom = this.#unitsBefore;
      this.#sum(this.#sums, after, agent);
      this.#dueUnits = 0; // from here on each hand-over comes by
      return;
    }
    this.#passTo(after, agent);
    this.#dueUnits = after + READ_EVERY;
  }

  #sum(sums: Map<number, number>, units: number, agent: number): void {
    this.onHandOver?.(this.#current, agent);
    if (this.#current !== 0) sums.set(this.#current, (sums.get(this.#current) ?? 0) + units - this.#unitsBefore);
    this.#unitsBefore = units;
    this.#current = agent;
    if (units - this.#summedFrom > SUM_EVERY) this.#writeSums(units);
  }

  /** From the start of the time that was summed one agent after the other; the rest of it is nobody's. */
  #writeSums(units: number): void {
    const who = this.#current;
    this.#unitsBefore = this.#summedFrom;
    let at = this.#summedFrom;
    for (const [agent, sum] of this.#sums ?? []) {
      this.#passTo(at, agent);
      at += sum;
    }
    this.#passTo(at, 0);
    this.#passTo(Math.max(at, units), 0);
    this.#read();
    this.flush();
    this.#sums?.clear();
    this.#summedFrom = this.#unitsBefore;
    this.#current = who;
  }

  #read(): void {
    if (this.#readNs === null) return;
    const cpuNs = this.#usage.ownCpuNs();
    if (cpuNs === null) return;
    const { delayNs } = this.#usage;
    this.#add(Math.round((delayNs - this.#delayNs) / NS_A_UNIT), SLICE_NOTES.delay);
    this.#delayNs = delayNs;
    this.#add(Math.round((cpuNs - this.#readNs) / NS_A_UNIT), SLICE_NOTES.reading);
    this.#readNs = cpuNs;
  }

  /** The recorder's calls come in between anything: by then they may have gone on from a later time than was read here. */
  #passTo(units: number, agent: number): void {
    let passed = Math.max(0, units - this.#unitsBefore);
    this.#unitsBefore += passed;
    for (; passed > LONGEST; passed -= LONGEST) this.#add(LONGEST, this.#current);
    this.#add(passed, agent);
    this.#current = agent;
  }

  #add(passed: number, agent: number): void {
    if (this.#filled === this.#words.length) this.flush();
    this.#words[this.#filled++] = passed;
    this.#words[this.#filled++] = agent;
  }
}
