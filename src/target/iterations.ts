/**
 * The program's iterations: told by `iteration()` in its code, or made by calling its exported function again. After each
 * the heap is measured, outside the part that counts.
 */
import type { IterationPart, MemoryRecording } from "./memory-recording.ts";
import { nowUs } from "./pristine.ts";

/** So many marks are measured each; of those that follow, as many as their share of the time allows. */
const MEASURED_AT_FIRST = 100;

/** V8's compiler, in threads of its own, holds on to objects of the program for so long, ms. */
const COMPILING_MS = 10;
/** Empty iterations by which the cost of measuring one is known. */
const EMPTY = 8;

export class Iterations {
  readonly #memory: MemoryRecording;
  readonly #onLevel: (iteration: number) => void;
  /** Known from the first iteration on. */
  #overhead: number | undefined;
  #index = 0;
  #measured = 0;
  #startUs = 0;
  #allocatedBefore = 0;
  #collectionUsBefore = 0;

  /** @param onLevel told of each iteration that is measured, so that other threads can be too */
  constructor(memory: MemoryRecording, onLevel: (iteration: number) => void) {
    this.#memory = memory;
    this.#onLevel = onLevel;
    this.#begin();
  }

  /** What counts begins now. */
  begin(): void {
    this.#memory.hasIterations = true;
    this.#memory.meter.exact = true;
    this.#overhead ??= this.#emptyMark();
    this.#begin();
  }

  /** Learns from iterations that do nothing what measuring one allocates itself. */
  async calibrate(nothing: () => Promise<void>): Promise<void> {
    this.#overhead = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < EMPTY; i++) {
      this.begin();
      await nothing();
      least = Math.min(least, this.end().allocated);
    }
    this.#overhead = least;
    this.#index = 0;
  }

  /** What counts has ended. */
  end(): IterationPart {
    const endUs = nowUs();
    this.#memory.read();
    const { allocated, collectionUs } = this.#memory.meter;
    return {
      index: ++this.#index,
      startUs: this.#startUs,
      endUs,
      allocated: Math.max(0, allocated - this.#allocatedBefore - (this.#overhead ?? 0)),
      collectionUs: collectionUs - this.#collectionUsBefore,
    };
  }

  /** Measures the heap after an iteration whose program has come to rest. */
  level(part: IterationPart): void {
    this.#memory.iterationLevel(part);
    this.#onLevel(part.index);
  }

  /** An iteration of the program ends here and the next one begins. */
  mark(): void {
    this.#memory.hasIterations = true;
    if (this.#measured >= MEASURED_AT_FIRST && !this.#memory.mayMark()) {
      this.#index++;
      return;
    }
    this.#measured++;
    const part = this.end();
    settle(this.#memory);
    this.level(part);
    this.begin();
  }

  #begin(): void {
    this.#memory.read();
    this.#startUs = nowUs();
    const { allocated, collectionUs } = this.#memory.meter;
    this.#allocatedBefore = allocated;
    this.#collectionUsBefore = collectionUs;
  }

  #emptyMark(): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < EMPTY; i++) {
      this.#begin();
      this.#memory.read();
      least = Math.min(least, this.#memory.meter.allocated - this.#allocatedBefore);
    }
    return least;
  }
}

/** Collects, and waits in synchronous code until V8's compiler has let go; the level is then to be taken. */
export function settle(memory: MemoryRecording): void {
  memory.collectGarbage();
  // In an event loop that turns meanwhile, V8 does more of its own. And not by `Atomics.wait`: the thread may stand in
  // one already, interrupted for this, and V8 has room for one a thread.
  const untilUs = nowUs() + COMPILING_MS * 1000;
  while (nowUs() < untilUs);
}
