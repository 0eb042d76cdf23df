/**
 * Counts of values by their size, each kept to 0.1 %, from 5e-324 to 1.8e308: every power of two is divided into 512 equal
 * parts, as in HdrHistogram. Recording takes the same few nanoseconds for any value and no memory after the first of its
 * size, so that it can stand in a loop that is measured.
 * @see https://hdrhistogram.github.io/HdrHistogram/
 */
export class Histogram {
  /** By the exponent of the value; of each that was met, counts of its 512 parts. */
  readonly #pages: (Uint32Array | undefined)[] = [];
  readonly #number = new Float64Array(1);
  readonly #words = new Uint32Array(this.#number.buffer);
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  /** @param value negative ones and NaN are counted as 0: a duration that the clock gave backwards */
  record(value: number, times = 1): void {
    const kept = value > 0 ? value : 0;
    this.#number[0] = kept;
    const high = this.#words[HIGH_WORD] as number;
    const page = (this.#pages[high >>> 20] ??= new Uint32Array(PARTS));
    const part = (high >>> (20 - PART_BITS)) & (PARTS - 1);
    page[part] = (page[part] as number) + times;
    this.count += times;
    this.sum += kept * times;
    if (kept < this.min) this.min = kept;
    if (kept > this.max) this.max = kept;
  }

  add(other: HistogramCounts): void {
    if (other.count === 0) return;
    // The middle of a part stands for all its values: sum and ends are known better.
    const [sum, min, max] = [this.sum + other.sum, Math.min(this.min, other.min), Math.max(this.max, other.max)];
    for (const [value, times] of other.values) this.record(value, times);
    [this.sum, this.min, this.max] = [sum, min, max];
  }

  /** @param q 0 to 1; @returns NaN where nothing was recorded */
  quantile(q: number): number {
    return countsQuantile(this.counts(), q);
  }

  /** All that was recorded, smallest first. */
  counts(): HistogramCounts {
    const values: [value: number, times: number][] = [];
    for (const [exponent, page] of this.#pages.entries()) {
      page?.forEach((times, part) => {
        if (times > 0) values.push([this.#middle(exponent, part), times]);
      });
    }
    const { count, sum, min, max } = this;
    return { count, sum, min: count === 0 ? 0 : min, max: count === 0 ? 0 : max, values };
  }

  #middle(exponent: number, part: number): number {
    if (exponent === 0 && part === 0) return 0;
    this.#words[HIGH_WORD] = (exponent << 20) | (part << (20 - PART_BITS)) | (1 << (19 - PART_BITS));
    this.#words[1 - HIGH_WORD] = 0;
    return this.#number[0] as number;
  }
}

/** What a histogram holds, as plain data. */
export interface HistogramCounts {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Value, and how often; ascending. */
  readonly values: readonly (readonly [value: number, times: number])[];
}

/** The value that the share `q` of all does not exceed. NaN where there is none. */
export function countsQuantile({ count, values, min, max }: HistogramCounts, q: number): number {
  if (q >= 1 && count > 0) return max;
  const wanted = Math.max(1, Math.ceil(q * count));
  let seen = 0;
  for (const [value, times] of values) {
    seen += times;
    if (seen >= wanted) return Math.min(max, Math.max(min, value));
  }
  return Number.NaN;
}

const PART_BITS = 9;
const PARTS = 2 ** PART_BITS;
/** Where the exponent of a double stands in memory. */
const HIGH_WORD = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
