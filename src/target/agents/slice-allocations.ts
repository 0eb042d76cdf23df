/**
 * Bytes that each agent allocates, from V8's count of its heap at the start and the end of a slice. A reading takes 0.3 µs
 * and allocates itself, which is known and taken off; where slices are short, only some, chosen by chance, are measured.
 *
 * A slice in which the count fell had a collection in it, and what it allocated isn't known. Collections come after so and
 * so many bytes, so they meet a slice the more likely the more it allocates: what they meet is on average Σs²/Σs of the
 * sizes s of the agent's other slices (the mean of a size-biased sample), not their mean.
 */
import v8 from "node:v8";
import { randomFrom } from "../../stats/random.ts";

const { getHeapStatistics } = v8;
const now = performance.now.bind(performance);
/** Of the time, for readings. */
const SHARE = 0.02;
/** Two readings, ms. */
const COST_MS = 0.000_7;
/** How often the length of slices is looked at anew, slices. */
const ADAPT_EVERY = 256;
const CALIBRATIONS = 200;

interface Measured {
  slices: number;
  measured: number;
  collected: number;
  bytes: number;
  squares: number;
}

export class SliceAllocations {
  readonly #agents: Measured[] = [];
  readonly #ownBytes: number;
  // Not the program's own generator, whose numbers it may have asked to be the same in every run.
  readonly #random = randomFrom(Math.round(now() * 1000));
  #open: number | undefined;
  #chance = 1;
  #left = ADAPT_EVERY;
  #adaptedMs = now();
  /** Told of every slice, of nobody's too; what it allocated is undefined where a collection has hidden it. */
  onSlice: ((agent: number, bytes: number | undefined) => void) | undefined;

  constructor() {
    const costs: number[] = [];
    let before = read();
    for (let i = 0; i < CALIBRATIONS; i++) {
      const after = read();
      if (after > before) costs.push(after - before);
      before = after;
    }
    costs.sort((a, b) => a - b);
    this.#ownBytes = costs[costs.length >> 1] ?? 0;
  }

  /** One agent hands over to another; 0 is nobody. */
  handOver(from: number, to: number): void {
    const mayMeasure = to !== 0 && (this.#chance === 1 || this.#random() < this.#chance);
    const isRead = this.#open !== undefined || mayMeasure;
    const bytes = isRead ? read() : 0;
    const isMeasured = this.#open !== undefined;
    const allocated = this.#close(this.#of(from), bytes);
    // A slice that stands for others that weren't measured.
    this.onSlice?.(from, isMeasured && allocated !== undefined ? allocated / this.#chance : isMeasured ? undefined : 0);
    this.#open = mayMeasure || (to === 0 && isRead) ? bytes : undefined;
    if (--this.#left === 0) this.#adapt();
  }

  /** What happens in `action` is in nobody's slice, nor in that of whoever runs. */
  outside<T>(action: () => T): T {
    if (this.#open === undefined) return action();
    const before = read();
    try {
      return action();
    } finally {
      this.#open += read() - before;
    }
  }

  /** @returns allocated so far by each agent that was measured, bytes */
  estimates(): [agent: number, bytes: number, measured: number][] {
    return this.#agents.flatMap(
      ({ slices, measured, collected, bytes, squares }, agent): [number, number, number][] => {
        if (measured === 0 || agent === 0) return [];
        const known = bytes + (bytes === 0 ? 0 : (collected * squares) / bytes);
        return [[agent, Math.round((known * slices) / (measured + collected)), measured]];
      },
    );
  }

  /** @returns allocated in the slice that ends */
  #close(agent: Measured, bytes: number): number | undefined {
    agent.slices++;
    if (this.#open === undefined) return undefined;
    const allocated = bytes - this.#open - this.#ownBytes;
    if (allocated < -this.#ownBytes) {
      agent.collected++;
      return undefined;
    }
    const bytesOfIt = Math.max(0, allocated);
    agent.measured++;
    agent.bytes += bytesOfIt;
    agent.squares += bytesOfIt * bytesOfIt;
    return bytesOfIt;
  }

  #of(agent: number): Measured {
    return (this.#agents[agent] ??= { slices: 0, measured: 0, collected: 0, bytes: 0, squares: 0 });
  }

  #adapt(): void {
    const ms = now();
    this.#chance = Math.min(1, (SHARE * (ms - this.#adaptedMs)) / ADAPT_EVERY / COST_MS);
    this.#adaptedMs = ms;
    this.#left = ADAPT_EVERY;
  }
}

function read(): number {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
}
