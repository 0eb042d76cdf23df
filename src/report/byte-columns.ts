/** Whole numbers as LEB128, seven bits a byte, column after column: what is small, or changes little, takes a byte. */

const TOO_SHORT = "The report's data ends too early";

export class ByteWriter {
  #buffer: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity);
  }

  /** A whole number from 0 to 2^53 - 1. */
  number(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#length++] = rest;
  }

  column(values: Iterable<number>): void {
    for (const value of values) this.number(value);
  }

  /** Whole numbers of either sign, which goes into the lowest bit. */
  signed(values: Iterable<number>): void {
    for (const value of values) this.number(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  /** Each as the distance to the one before: for levels that move about. */
  levels(values: ArrayLike<number>): void {
    this.signed(Array.from(values, (value, i) => value - (i === 0 ? 0 : (values[i - 1] as number))));
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  done(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + more));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}

/** Reads what `ByteWriter` wrote; throws a RangeError where it ends too early. */
export class ByteReader {
  #at = 0;
  readonly #buffer: Uint8Array;

  constructor(buffer: Uint8Array) {
    this.#buffer = buffer;
  }

  number(): number {
    return this.#read(1, (value) => value);
  }

  /** Numbers below 2^32. */
  column(length: number): Uint32Array {
    const numbers = new Uint32Array(this.#checked(length));
    this.#read(length, (value, i) => (numbers[i] = value));
    return numbers;
  }

  /** Numbers below 2^53. */
  wideColumn(length: number): Float64Array {
    const numbers = new Float64Array(this.#checked(length));
    this.#read(length, (value, i) => (numbers[i] = value));
    return numbers;
  }

  signed(length: number): Float64Array {
    const numbers = new Float64Array(this.#checked(length));
    this.#read(length, (value, i) => (numbers[i] = value % 2 === 0 ? value / 2 : -(value + 1) / 2));
    return numbers;
  }

  /** Levels below 2^32. */
  levels(length: number): Uint32Array {
    const steps = this.signed(length);
    const levels = new Uint32Array(length);
    let level = 0;
    for (let i = 0; i < length; i++) levels[i] = level += steps[i] as number;
    return levels;
  }

  bytes(length: number): Uint8Array {
    const end = this.#at + this.#checked(length);
    const bytes = this.#buffer.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  /** Each number takes a byte at least: a length that cannot be true is found before memory is asked for. */
  #checked(length: number): number {
    if (length > this.#buffer.length - this.#at) throw new RangeError(TOO_SHORT);
    return length;
  }

  /** With local variables: it reads a few million numbers while the page waits. */
  #read(length: number, take: (value: number, i: number) => number): number {
    const buffer = this.#buffer;
    let at = this.#at;
    let taken = 0;
    for (let i = 0; i < length; i++) {
      let value = 0;
      let scale = 1;
      let byte = buffer[at++];
      for (; byte !== undefined && byte >= 0x80; byte = buffer[at++]) {
        value += (byte & 0x7f) * scale;
        scale *= 0x80;
      }
      if (byte === undefined) throw new RangeError(TOO_SHORT);
      taken = take(value + byte * scale, i);
    }
    this.#at = at;
    return taken;
  }
}
