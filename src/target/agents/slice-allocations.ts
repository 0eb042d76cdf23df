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
const SHARE = 0.05;
/** A slice that is measured takes so many readings: before it, behind it, and behind what is nobody's after it. */
const READINGS = 3;
/** A first guess of one, ms: 0.2 µs in a small heap, 6 µs in one of many pages. */
const FIRST_COST_MS = 0.000_3;
/** How many of them tell what one costs at the moment. */
const TIMED = 8;
/** How often the length of slices is looked at anew, slices. */
const ADAPT_EVERY = 256;
const CALIBRATIONS = 200;

interface Measured {
  slices: number;
  measured: number;
  /** Each slice that is measured stands for as many as its chance says. */
  weight: number;
  collectedWeight: number;
  bytes: number;
  squares: number;
}

export class SliceAllocations {
  readonly #agents: Measured[] = [];
  /** What a reading allocates; less once V8 has optimised it. */
  #ownBytes: number;
  // Not the program's own generator, whose numbers it may have asked to be the same in every run.
  readonly #random = randomFrom(Math.round(now() * 1000));
  #open: number | undefined;
  /** Of the slice that is measured. */
  #openWeight = 1;
  #chance = 1;
  #costMs = FIRST_COST_MS;
  #left = ADAPT_EVERY;
  #adaptedMs = now();
  /** Told of every slice, of nobody's too; what it allocated is undefined where a collection has hidden it. */
  onSlice: ((agent: number, bytes: number | undefined) => void) | undefined;

  constructor() {
    this.#ownBytes = bytesOfReading(CALIBRATIONS) ?? 0;
  }

  /** One agent hands over to another; 0 is nobody. */
  handOver(from: number, to: number): void {
    const mayMeasure = to !== 0 && (this.#chance === 1 || this.#random() < this.#chance);
    const isRead = this.#open !== undefined || mayMeasure;
    const bytes = isRead ? read() : 0;
    const isMeasured = this.#open !== undefined;
    const allocated = this.#close(this.#of(from), bytes);
    // A slice that stands for others that weren't measured.
    this.onSlice?.(
      from,
      isMeasured && allocated !== undefined ? allocated * this.#openWeight : isMeasured ? undefined : 0,
    );
    this.#open = mayMeasure || (to === 0 && isRead) ? bytes : undefined;
    this.#openWeight = 1 / this.#chance;
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
      ({ slices, measured, weight, collectedWeight, bytes, squares }, agent): [number, number, number][] => {
        if (measured === 0 || agent === 0) return [];
        const known = bytes + (bytes === 0 ? 0 : (collectedWeight * squares) / bytes);
        return [[agent, Math.round((known * slices) / (weight + collectedWeight)), measured]];
      },
    );
  }

  /** @returns allocated in the slice that ends */
  #close(agent: Measured, bytes: number): number | undefined {
    agent.slices++;
    if (this.#open === undefined) return undefined;
    const allocated = bytes - this.#open - this.#ownBytes;
    if (allocated < -this.#ownBytes) {
      agent.collectedWeight += this.#openWeight;
      return undefined;
    }
    const bytesOfIt = Math.max(0, allocated);
    agent.measured++;
    agent.weight += this.#openWeight;
    agent.bytes += this.#openWeight * bytesOfIt;
    agent.squares += this.#openWeight * bytesOfIt * bytesOfIt;
    return bytesOfIt;
  }

  #of(agent: number): Measured {
    return (this.#agents[agent] ??= { slices: 0, measured: 0, weight: 0, collectedWeight: 0, bytes: 0, squares: 0 });
  }

  #adapt(): void {
    const ms = now();
    this.#chance = Math.min(1, (SHARE * (ms - this.#adaptedMs)) / ADAPT_EVERY / (READINGS * this.#costMs));
    this.#adaptedMs = ms;
    this.#left = ADAPT_EVERY;
    this.#timeReadings();
  }

  #timeReadings(): void {
    this.outside(() => {
      const before = now();
      this.#ownBytes = bytesOfReading(TIMED) ?? this.#ownBytes;
      // One that a collection has met says nothing of the others.
      const costMs = (now() - before) / TIMED;
      this.#costMs = Math.min(2 * this.#costMs, (3 * this.#costMs + costMs) / 4);
    });
  }
}

/** The median of some; undefined where collections came in between. */
function bytesOfReading(count: number): number | undefined {
  const costs: number[] = [];
  let before = read();
  for (let i = 0; i < count; i++) {
    const after = read();
    if (after > before) costs.push(after - before);
    before = after;
  }
  return costs.sort((a, b) => a - b)[costs.length >> 1];
}

function read(): number {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
}
