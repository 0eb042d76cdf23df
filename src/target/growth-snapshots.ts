/**
 * Heap snapshots after three of the program's iterations, where its memory grows from one to the next: what there is more of
 * in each is what grows. A program whose levels don't rise is left alone.
 */
import { basename } from "node:path";
import os from "node:os";
import { growthSnapshotFile, type ThreadLayout } from "../run/layout.ts";
import type { GrowthSnapshotRow } from "../run/records.ts";
import type { WriteSnapshot } from "./engines/snapshot-writer.ts";
import { appendText, nowUs, removeFile, stringify } from "./pristine.ts";

const COUNT = 3;
/** Fewer iterations get no verdict, so that nobody would ask what grows. */
const FEWEST = 20;
/** Less than this an iteration is V8's own, or too little to be found again among it. */
const LEAST_BYTES_PER_ITERATION = 2048;
/** A first guess of the cost, µs a byte of V8's heap. */
const FIRST_GUESS_US = 0.06;
const LONGEST_US = 4_000_000;
/** V8 takes so many times the heap on top while it writes one. */
const MEMORY_FACTOR = 6;
/** Where nobody knows how many iterations there will be: after 12, 16 and 20, and again after twice as many. */
const FIRST_OF_MARKS = 12;

/** After which iteration the first one is taken, and how many come between two. */
interface Series {
  readonly first: number;
  readonly distance: number;
}

export class GrowthSnapshots {
  readonly #layout: ThreadLayout;
  readonly #write: WriteSnapshot;
  readonly #repeat: number;
  #series: Series | undefined;
  /** After each iteration, bytes. */
  readonly #levels: number[] = [];
  #rows: GrowthSnapshotRow[] = [];
  #files = 0;
  #usPerByte = FIRST_GUESS_US;

  /** @param repeat how many iterations there will be; 0 where nobody knows */
  constructor(layout: ThreadLayout, repeat: number, write: WriteSnapshot) {
    this.#write = write;
    this.#layout = layout;
    this.#repeat = repeat;
    const distance = Math.floor(repeat / 5);
    if (repeat >= FEWEST) this.#series = { first: repeat - (COUNT - 1) * distance, distance };
    if (repeat === 0) this.#series = { first: FIRST_OF_MARKS, distance: FIRST_OF_MARKS / 3 };
  }

  /** @param heapBytes left in V8's heap after the iteration  @param bytes the same with what is outside */
  after(iteration: number, heapBytes: number, bytes: number): void {
    this.#levels.push(bytes);
    const series = this.#series;
    if (series === undefined || iteration < series.first + this.#rows.length * series.distance) return;
    if (this.#rows.length === 0 && !this.#grows()) this.#next();
    else if (this.#isTooMuch(heapBytes)) this.#series = undefined;
    else this.#take(iteration, heapBytes);
    if (this.#rows.length === COUNT) this.#next();
  }

  /** By the lowest levels of the beginning and the end of the second half: a cache may have filled before. */
  #grows(): boolean {
    const judged = this.#levels.slice(this.#levels.length >> 1);
    const third = Math.max(1, Math.floor(judged.length / 3));
    const rise = Math.min(...judged.slice(-third)) - Math.min(...judged.slice(0, third));
    return rise >= LEAST_BYTES_PER_ITERATION * (judged.length - third);
  }

  #isTooMuch(heapBytes: number): boolean {
    return heapBytes * this.#usPerByte > LONGEST_US || heapBytes * MEMORY_FACTOR > os.freemem();
  }

  #take(iteration: number, heapBytes: number): void {
    const t = nowUs();
    const file = growthSnapshotFile(this.#layout.dir, ++this.#files);
    try {
      this.#write(file);
      const tookUs = nowUs() - t;
      this.#usPerByte = tookUs / Math.max(1, heapBytes);
      this.#rows.push({ file: basename(file), t, tookUs, iteration });
      appendText(this.#layout.growthSnapshots, `${stringify(this.#rows.at(-1))}\n`);
      if (this.#rows.length === COUNT) this.#removeBefore(this.#files - COUNT);
    } catch {
      this.#series = undefined; // a full disk or a removed folder: the reader finds less
    }
  }

  /** Those of an earlier series are of no use any more. */
  #removeBefore(last: number): void {
    for (let old = last; old > Math.max(0, last - COUNT); old--) removeFile(growthSnapshotFile(this.#layout.dir, old));
  }

  /** With twice the distances; where the number of iterations is known, there is one series. */
  #next(): void {
    const { first, distance } = this.#series as Series;
    this.#series = this.#repeat > 0 ? undefined : { first: 2 * first, distance: 2 * distance };
    this.#rows = [];
  }
}
