/** Room for 128 MB. Past that, sets are no longer told apart. */
const MOST_WORDS = 1 << 25;

/** Stands for any set of agents, when there are too many different ones. */
export const UNTOLD = 0;

/**
 * Sets of agents, each kept once and known by a number: many objects are shared by the same agents. A set's words are its
 * members, ascending, or, where that is shorter, a bit for each agent.
 */
export class AgentSets {
  readonly #bitWords: number;
  #words = new Uint32Array(1 << 10);
  /** Where each set's words begin; one more than there are sets. */
  readonly #starts = [0, 0];
  readonly #sizes = [0];
  readonly #byHash = new Map<number, number>();
  /** By set: another of the same hash, or `UNTOLD`. */
  readonly #sameHash: number[] = [UNTOLD];

  constructor(agentCount: number) {
    this.#bitWords = Math.ceil(agentCount / 32);
  }

  get count(): number {
    return this.#sizes.length;
  }

  size(set: number): number {
    return this.#sizes[set] as number;
  }

  /** Ascending. */
  members(set: number): Uint32Array {
    const words = this.#wordsOf(set);
    if (!this.#isBits(this.size(set))) return words;
    const members = new Uint32Array(this.size(set));
    let count = 0;
    words.forEach((word, index) => {
      for (let left = word; left !== 0; left &= left - 1) members[count++] = 32 * index + 31 - Math.clz32(left & -left);
    });
    return members;
  }

  /** The set of all that are in one of `sets` or of `agents`. */
  union(sets: readonly number[], agents: readonly number[]): number {
    if (sets.includes(UNTOLD)) return UNTOLD;
    const largest = sets.reduce((most, set) => (this.size(set) > this.size(most) ? set : most), sets[0] ?? UNTOLD);
    const missing = new Set<number>();
    for (const agent of agents) if (!this.#has(largest, agent)) missing.add(agent);
    for (const set of sets) {
      if (set === largest) continue;
      for (const agent of this.members(set)) if (!this.#has(largest, agent)) missing.add(agent);
    }
    if (missing.size === 0) return largest;
    const size = this.size(largest) + missing.size;
    const words = this.#isBits(size) ? this.#withBits(largest, missing) : this.#withMembers(largest, missing);
    return this.#numberOf(words, size);
  }

  #isBits(size: number): boolean {
    return size > this.#bitWords;
  }

  #wordsOf(set: number): Uint32Array {
    return this.#words.subarray(this.#starts[set], this.#starts[set + 1]);
  }

  #withMembers(set: number, more: ReadonlySet<number>): Uint32Array {
    return Uint32Array.from([...this.#wordsOf(set), ...more]).sort();
  }

  #withBits(set: number, more: ReadonlySet<number>): Uint32Array {
    const isBits = this.#isBits(this.size(set));
    const words = isBits ? this.#wordsOf(set).slice() : new Uint32Array(this.#bitWords);
    const add = (agent: number): void => {
      words[agent >>> 5] = (words[agent >>> 5] as number) | (1 << (agent & 31));
    };
    if (!isBits) this.#wordsOf(set).forEach(add);
    more.forEach(add);
    return words;
  }

  #has(set: number, agent: number): boolean {
    const start = this.#starts[set] as number;
    if (this.#isBits(this.size(set)))
      return (((this.#words[start + (agent >>> 5)] as number) >>> (agent & 31)) & 1) === 1;
    let low = start;
    let high = this.#starts[set + 1] as number;
    const end = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] as number) < agent) low = middle + 1;
      else high = middle;
    }
    return low < end && this.#words[low] === agent;
  }

  #numberOf(words: Uint32Array, size: number): number {
    const hash = hashOf(words);
    const first = this.#byHash.get(hash) ?? UNTOLD;
    for (let set = first; set !== UNTOLD; set = this.#sameHash[set] as number) {
      if (this.size(set) === size && isSame(this.#wordsOf(set), words)) return set;
    }
    const start = this.#starts.at(-1) as number;
    const end = start + words.length;
    if (end > MOST_WORDS) return UNTOLD;
    if (end > this.#words.length) {
      const more = new Uint32Array(2 * end);
      more.set(this.#words);
      this.#words = more;
    }
    this.#words.set(words, start);
    this.#starts.push(end);
    this.#sameHash.push(first);
    const set = this.#sizes.push(size) - 1;
    this.#byHash.set(hash, set);
    return set;
  }
}

/** FNV-1a, a word at a time. */
function hashOf(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash;
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
