/**
 * Which agent ran when, as pairs of 32-bit words appended to `slices.bin`: time since the pair before in units of 10 ns,
 * and the index of the agent that runs from then on, 0 for nobody. The first two words are the start, µs.
 */
import { closeSync, openSync } from "../pristine.ts";
import fs from "node:fs";

const { writeSync } = fs;
const now = performance.now.bind(performance);
const PAIRS = 16_384;
const UNITS_A_MS = 100_000;
const LONGEST = 0xffff_ffff;

export class SliceFile {
  readonly #file: string;
  readonly #words = new Uint32Array(2 * PAIRS);
  #filled = 0;
  #current = 0;
  #unitsBefore: number;
  readonly #originMs: number;

  /** Told of every hand-over, before it happens. */
  onHandOver: ((from: number, to: number) => void) | undefined;

  /** @param clockUs the monotonic clock, which the slices are on */
  constructor(file: string, clockUs: () => number) {
    this.#file = file;
    const startUs = clockUs();
    this.#originMs = now();
    this.#unitsBefore = 0;
    this.#words[0] = Math.floor(startUs / 2 ** 32);
    this.#words[1] = startUs >>> 0;
    this.#filled = 2;
  }

  get current(): number {
    return this.#current;
  }

  to(agent: number): void {
    if (agent === this.#current) return;
    this.onHandOver?.(this.#current, agent);
    const units = Math.round((now() - this.#originMs) * UNITS_A_MS);
    let passed = units - this.#unitsBefore;
    this.#unitsBefore = units;
    while (passed > LONGEST) {
      this.#add(LONGEST, this.#current);
      passed -= LONGEST;
    }
    this.#add(passed, agent);
    this.#current = agent;
  }

  flush(): void {
    if (this.#filled === 0) return;
    const bytes = new Uint8Array(this.#words.buffer, 0, 4 * this.#filled);
    this.#filled = 0;
    try {
      const fd = openSync(this.#file, "a", 0o600);
      writeSync(fd, bytes);
      closeSync(fd);
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
  }

  #add(passed: number, agent: number): void {
    if (this.#filled === this.#words.length) this.flush();
    this.#words[this.#filled++] = passed;
    this.#words[this.#filled++] = agent;
  }
}
