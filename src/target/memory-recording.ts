/**
 * The memory of the thread it runs in: its heap whenever the recorder asks, what is left after a forced collection now and
 * then, and heap profiles at new heights. All of it happens inside the recorder's call, also in synchronous code; what
 * forced collections and profiles may take of the time stands in `PURPOSES`.
 */
import type { ThreadLayout } from "../run/layout.ts";
import type { HeapRow, LevelRow, MemorySettings } from "../run/records.ts";
import { CollectionBudget, PURPOSES } from "./collection-budget.ts";
import { type Collector, obtainCollector } from "./forced-collection.ts";
import { HeapMeter } from "./heap-meter.ts";
import { HeapSampling, type TakenProfile } from "./heap-sampling.ts";
import { appendText, nowUs, stringify } from "./pristine.ts";

/** So much higher, garbage included, than ever before is new ground. */
const NEW_GROUND_SHARE = 1.25;
const NEW_GROUND_BYTES = 8_000_000;
/** Rows are written this often: what a SIGKILL takes. */
const FLUSH_EVERY_US = 200_000;
/** A level so much above that of the last profile is worth a new one. */
const HIGHER_SHARE = 1.1;
const HIGHER_BYTES = 1_000_000;
/** The next regular profile comes when the thread is so many times as old. */
const REGULAR_SHARE = 1.25;
const FIRST_REGULAR_US = 1_000_000;

/** An iteration of the program, as far as it is known when the level after it is taken. */
export interface IterationPart {
  /** From 1; 0 where the level belongs to none. */
  readonly index: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly allocated: number;
  readonly collectionUs: number;
}

export const NO_ITERATION: IterationPart = { index: 0, startUs: 0, endUs: 0, allocated: 0, collectionUs: 0 };
const { getActiveResourcesInfo } = process;

export class MemoryRecording {
  readonly meter = new HeapMeter();
  readonly sampling: HeapSampling;
  /** Where the program tells its iterations, garbage is collected between them only. */
  hasIterations = false;
  /** Told what a collection has left in V8's heap, and with what is outside. */
  onLevel: ((heapBytes: number, bytes: number) => void) | undefined;
  /** How long the thread has stood still for it, µs. */
  probeUs = 0;
  readonly #layout: ThreadLayout;
  readonly #startUs: number;
  readonly #budget: CollectionBudget;
  readonly #collect: Collector | undefined;
  #heapLines: string[] = [];
  #collectionLines: string[] = [];
  #flushedUs = 0;
  #profiledBytes = 0;
  #highestBefore = 0;
  #nextRegularUs: number;
  #inside = 0;

  constructor(layout: ThreadLayout, settings: MemorySettings, startUs: number) {
    this.#layout = layout;
    this.#startUs = startUs;
    this.#collect = settings.forcedCollections ? obtainCollector() : undefined;
    this.#nextRegularUs = startUs + FIRST_REGULAR_US;
    this.#budget = new CollectionBudget(startUs);
    this.sampling = new HeapSampling(layout.dir, layout.heapProfiles, {
      intervalBytes: settings.heapIntervalBytes,
      kind: settings.allocations,
    });
    this.read();
    this.#flush();
  }

  /** Called by the recorder, which may interrupt this very code. */
  probe(): void {
    if (this.#inside > 0) return;
    const startUs = nowUs();
    quietly(() => {
      const row = this.read();
      const [t, used] = row;
      const purpose = this.#isNewGround(row) ? PURPOSES.newGround : PURPOSES.level;
      if (!this.hasIterations && this.#budget.allows(purpose, used)) this.level();
      if (t - this.#flushedUs > FLUSH_EVERY_US) this.#flush();
    });
    this.probeUs += nowUs() - startUs;
  }

  /** Everything up to now is to be kept, e.g. before a kill. */
  keep(): void {
    if (this.#inside > 0) return; // what goes on is about to be written
    quietly(() => this.#lastProfile("regular"));
    quietly(() => this.#flush());
  }

  finish(): void {
    quietly(() => this.#lastProfile("end"));
    quietly(() => this.#flush());
    quietly(() => this.sampling.end());
  }

  /** Whether one more mark of an iteration may be measured. */
  mayMark(): boolean {
    return this.#budget.allows(PURPOSES.mark, this.meter.last[1]);
  }

  /** From now on all that is allocated is sampled, dead or alive; what is live now has been written before. */
  sampleAllocations(): void {
    quietly(() => {
      if (this.sampling.kind === "all") return;
      this.#profile("end");
      this.sampling.restart("all");
    });
  }

  /** The program won't be called again. */
  iterationsEnd(): void {
    quietly(() => this.#profile("end"));
  }

  read(forced = false): HeapRow {
    return this.undisturbed(() => {
      const row = this.meter.read(forced);
      this.#heapLines.push(`${stringify(row)}\n`);
      for (const collection of this.meter.takeCollections()) this.#collectionLines.push(`${stringify(collection)}\n`);
      return row;
    });
  }

  /** While it runs, the recorder's calls do nothing. */
  undisturbed<T>(action: () => T): T {
    this.#inside++;
    try {
      return action();
    } finally {
      this.#inside--;
    }
  }

  /** Collects garbage, notes what is left, and keeps a profile where that is a new height or it is time for one. */
  level(): void {
    const startUs = nowUs();
    this.#spend(() => {
      this.#flush(); // what is kept to be written would count as the program's
      const [, used, , , external] = this.meter.last;
      this.#highestBefore = Math.max(this.#highestBefore, used + external);
      // V8 collects before it gives a profile: where one may be wanted, that is the collection.
      const mayProfile = this.#isHigher(used + external) || this.#isRegularDue();
      if (!mayProfile) this.#collect?.();
      this.#judge(mayProfile ? this.sampling.take() : undefined, this.#note(startUs, NO_ITERATION));
    });
    const [, heapBytes, , , outside] = this.meter.last;
    this.undisturbed(() => this.onLevel?.(heapBytes, heapBytes + outside)); // in a budget of its own
  }

  /** The same after an iteration, to the byte. The caller has collected once and waited for V8's compiler. */
  iterationLevel(iteration: IterationPart): void {
    const startUs = nowUs();
    const measure = (): void => {
      this.#flush();
      this.#collect?.();
      const bytes = this.#note(startUs, iteration);
      if (this.#isHigher(bytes) || this.#isRegularDue()) this.#judge(this.sampling.take(), bytes);
    };
    quietly(() => this.undisturbed(measure)); // asked for, so it is in no budget
  }

  #spend(action: () => void): void {
    this.undisturbed(() => this.#budget.spend(this.meter.last[1], action));
  }

  /** Whether garbage may be collected between the slices of agents. */
  mayCollect(): boolean {
    return this.#inside === 0 && !this.hasIterations && this.#collect !== undefined;
  }

  /** Collects garbage. @returns what is left, in V8's heap and outside, bytes */
  collected(): number {
    return this.undisturbed(() => {
      this.#flush(); // what is kept to be written would count as the program's
      this.read();
      this.#collect?.();
      // V8 lets go of the memory behind Buffers in a thread of its own, and waits for that when it collects again.
      this.#collect?.("young");
      const [, used, , , external] = this.read(true);
      return used + external;
    });
  }

  collectGarbage(): void {
    quietly(() => {
      this.undisturbed(() => {
        this.read();
        this.#collect?.();
        this.read(true);
      });
    });
  }

  /** @returns what is left, bytes */
  #note(startUs: number, { index, startUs: from, endUs: to, allocated, collectionUs }: IterationPart): number {
    const [t, used, , , external, arrayBuffers, malloced] = this.read(true);
    if (this.#collect !== undefined) {
      const handles = getActiveResourcesInfo.call(process).length;
      const memory = [used, external, arrayBuffers, malloced, handles] as const;
      const row: LevelRow = [t, t - startUs, ...memory, index, from, to, allocated, collectionUs];
      appendText(this.#layout.levels, `${stringify(row)}\n`);
    }
    return used + external;
  }

  /** Keeps a profile that is worth it. */
  #judge(profile: TakenProfile | undefined, bytes: number): void {
    const isHigher = this.#isHigher(bytes);
    if (profile === undefined || !(isHigher || this.#isRegularDue())) return;
    this.#write(profile, isHigher ? "peak" : "regular", bytes);
  }

  #isHigher(bytes: number): boolean {
    return this.sampling.kind === "live" && bytes > HIGHER_SHARE * this.#profiledBytes + HIGHER_BYTES;
  }

  #isRegularDue(): boolean {
    return nowUs() >= this.#nextRegularUs;
  }

  /** Higher, garbage included, than before any collection so far: there may be a peak that should not be missed. */
  #isNewGround([, used, , , external]: HeapRow): boolean {
    return used + external > NEW_GROUND_SHARE * this.#highestBefore + NEW_GROUND_BYTES;
  }

  /** At an end, where that takes no more than its share of the time since the last collection. */
  #lastProfile(reason: string): void {
    const [, used] = this.read();
    if (this.#budget.allows(PURPOSES.end, used)) this.#profile(reason);
  }

  #profile(reason: string): void {
    this.#spend(() => {
      const profile = this.sampling.take();
      const [, used, , , external] = this.read(true);
      this.#write(profile, reason, used + external);
    });
  }

  #write(profile: TakenProfile, reason: string, levelBytes: number): void {
    this.#nextRegularUs = this.#startUs + REGULAR_SHARE * (nowUs() - this.#startUs);
    this.#profiledBytes = Math.max(this.#profiledBytes, levelBytes);
    this.sampling.write(profile, reason, levelBytes);
  }

  #flush(): void {
    this.#flushedUs = nowUs();
    const [heap, collections] = [this.#heapLines.join(""), this.#collectionLines.join("")];
    this.#heapLines = [];
    this.#collectionLines = [];
    if (heap !== "") appendText(this.#layout.heap, heap);
    if (collections !== "") appendText(this.#layout.collections, collections);
  }
}

/** A full disk or a removed folder: the reader then finds less, and says so; the program goes on. */
function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // See above.
  }
}
