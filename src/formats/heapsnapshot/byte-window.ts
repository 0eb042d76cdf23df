import type { ByteSource } from "./byte-source.ts";

const WINDOW_BYTES = 1 << 20;
/** Stale bytes behind the window's end would look like data. A "]" ends every number, and two bytes suffice for each. */
const GUARD_BYTES = 512;
const GUARD = "]".charCodeAt(0);

/** The part of a source that is in memory: `bytes[at]` is the next byte, `end` the first that isn't read yet. */
export class ByteWindow {
  readonly bytes = new Uint8Array(WINDOW_BYTES + GUARD_BYTES);
  at = 0;
  end = 0;
  readonly source: ByteSource;
  #read = 0;

  constructor(source: ByteSource) {
    this.source = source;
    this.fill();
  }

  /** Where in the source `at` stands. */
  get position(): number {
    return this.#read - (this.end - this.at);
  }

  /** Up to here a record can be read without looking whether it is all there. */
  get safeEnd(): number {
    return this.#read < this.source.size ? this.end - GUARD_BYTES : this.end;
  }

  /** Forgets what is before `at` and reads on. @returns whether there was more */
  fill(): boolean {
    const { bytes, source } = this;
    const left = Math.max(0, this.end - this.at);
    bytes.copyWithin(0, this.at, this.end);
    const count = left < WINDOW_BYTES ? source.read(bytes.subarray(left, WINDOW_BYTES), this.#read) : 0;
    this.#read += count;
    this.at = 0;
    this.end = left + count;
    bytes.fill(GUARD, this.end, this.end + GUARD_BYTES);
    return count > 0;
  }
}
