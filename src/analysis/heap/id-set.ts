/** Numbers of objects. Those that V8 gives are odd and dense: a bit for each; the others are addresses, and few. */
export class IdSet {
  readonly #bits: Uint32Array;
  readonly #others = new Set<number>();

  constructor(ids: Uint32Array) {
    // Where a file's numbers are not dense, a set takes less.
    let greatest = 0;
    for (const id of ids) if (id % 2 === 1 && id > greatest && id < MOST_PER_ID * ids.length) greatest = id;
    this.#bits = new Uint32Array((greatest >>> 6) + 1);
    for (const id of ids) {
      if (id % 2 === 1 && id <= greatest)
        this.#bits[id >>> 6] = (this.#bits[id >>> 6] as number) | (1 << ((id >>> 1) & 31));
      else this.#others.add(id);
    }
  }

  has(id: number): boolean {
    const word = id >>> 6;
    if (id % 2 === 1 && word < this.#bits.length && (((this.#bits[word] as number) >>> ((id >>> 1) & 31)) & 1) === 1) {
      return true;
    }
    return this.#others.size > 0 && this.#others.has(id);
  }
}

const MOST_PER_ID = 256;
