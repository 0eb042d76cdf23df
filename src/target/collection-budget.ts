/** When garbage may be collected on behalf of the profiler, so that it takes a known share of the time at the most. */
import { nowUs } from "./pristine.ts";

/** What a collection is expected to take before there has been one, µs a byte of heap. */
const EXPECTED_US_PER_BYTE = 0.000_4;
const LEAST_BETWEEN_US = 100_000;

/** What a collection is for: the more it is worth, the more of the time it may take. */
export const PURPOSES = {
  /** One more level on the way: evenly over the time. */
  level: { share: 0.03, graceUs: 0 },
  /** Memory has risen to where it never was. */
  newGround: { share: 0.035, graceUs: 20_000 },
  /** The last profile. */
  end: { share: 0.04, graceUs: 20_000 },
  /** The mark of an iteration, after the first ones. */
  mark: { share: 0.1, graceUs: 0 },
} as const;

export class CollectionBudget {
  readonly #startUs: number;
  #endUs: number;
  #spentUs = 0;
  #usPerByte = EXPECTED_US_PER_BYTE;

  constructor(startUs: number) {
    this.#startUs = startUs;
    this.#endUs = startUs;
  }

  /** @param heapBytes from which it is estimated what the collection will take */
  allows({ share, graceUs }: { share: number; graceUs: number }, heapBytes: number): boolean {
    const now = nowUs();
    const expectedUs = heapBytes * this.#usPerByte;
    const isSpread = graceUs > 0 || now - this.#endUs >= expectedUs / share;
    return (
      now - this.#endUs >= LEAST_BETWEEN_US &&
      isSpread &&
      this.#spentUs + expectedUs <= share * (now - this.#startUs) + graceUs
    );
  }

  /** Runs a collection and counts it. @param heapBytes before it */
  spend(heapBytes: number, collect: () => void): void {
    const startUs = nowUs();
    try {
      collect();
    } finally {
      this.#endUs = nowUs();
      const tookUs = this.#endUs - startUs;
      this.#spentUs += tookUs;
      this.#usPerByte = tookUs / Math.max(1, heapBytes);
    }
  }
}
