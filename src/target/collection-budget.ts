/** When garbage may be collected on behalf of the profiler, so that it takes a known share of the time at the most. */
import { nowUs } from "./pristine.ts";

/** What a collection is expected to take before there has been one, µs a byte of heap. */
const EXPECTED_US_PER_BYTE = 0.001;
const LEAST_BETWEEN_US = 100_000;

export class CollectionBudget {
  #endUs: number;
  #tookUs: number | undefined;

  constructor(startUs: number) {
    this.#endUs = startUs;
  }

  /**
   * @param share time between two collections, in times of what the last one took; 0: as often as asked
   * @param heapBytes from which the first one is estimated
   */
  allows(share: number, heapBytes: number): boolean {
    const tookUs = this.#tookUs ?? heapBytes * EXPECTED_US_PER_BYTE;
    return nowUs() - this.#endUs >= Math.max(share === 0 ? 0 : LEAST_BETWEEN_US, share * tookUs);
  }

  /** Runs a collection and counts it. @returns what it took, µs */
  spend(collect: () => void): number {
    const startUs = nowUs();
    try {
      collect();
    } finally {
      this.#endUs = nowUs();
      this.#tookUs = this.#endUs - startUs;
    }
    return this.#tookUs;
  }
}
