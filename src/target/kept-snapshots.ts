/** A heap snapshot that was asked for: at the end of the thread, or where its heap was highest. */
import os from "node:os";
import { basename } from "node:path";
import { keptSnapshotFile, type ThreadLayout } from "../run/layout.ts";
import type { KeptSnapshotRow, SnapshotMoment } from "../run/records.ts";
import type { WriteSnapshot } from "./engines/snapshot-writer.ts";
import { appendText, nowUs, stringify } from "./pristine.ts";

/** V8 takes so many times the heap on top while it writes one. */
const MEMORY_FACTOR = 5;
/** A first guess of the cost, µs a byte of V8's heap. */
const FIRST_GUESS_US = 0.06;
/** So much above the last one's level is a new height. */
const HIGHER_SHARE = 1.2;
const HIGHER_BYTES = 5_000_000;
/** Of the time since the start, and so much more, may go to those that are replaced by a later one. */
const SHARE = 0.3;
const ALLOWANCE_US = 2_000_000;

export interface KeepSettings {
  readonly when: SnapshotMoment;
  /** Whether to take one for which there may not be memory enough. */
  readonly anyway: boolean;
}

export class KeptSnapshots {
  readonly #layout: ThreadLayout;
  readonly #write: WriteSnapshot;
  readonly #asked: KeepSettings;
  readonly #startUs: number;
  #highestBytes = 0;
  #spentUs = 0;
  #usPerByte = FIRST_GUESS_US;
  #taken = 0;

  constructor(layout: ThreadLayout, asked: KeepSettings, startUs: number, write: WriteSnapshot) {
    this.#write = write;
    this.#layout = layout;
    this.#asked = asked;
    this.#startUs = startUs;
  }

  /** @param heapBytes left in V8's heap after a collection  @param bytes the same with what is outside */
  level(heapBytes: number, bytes: number): void {
    if (this.#asked.when !== "peak" || bytes < this.#highestBytes * HIGHER_SHARE + HIGHER_BYTES) return;
    const allowedUs = (nowUs() - this.#startUs) * SHARE + ALLOWANCE_US - this.#spentUs;
    if (heapBytes * this.#usPerByte > allowedUs) return;
    this.#highestBytes = bytes;
    this.#take("peak", heapBytes);
  }

  end(heapBytes: number): void {
    if (this.#asked.when === "end" || this.#taken === 0) this.#take("end", heapBytes);
  }

  #take(reason: SnapshotMoment, heapBytes: number): void {
    const t = nowUs();
    const neededBytes = heapBytes * MEMORY_FACTOR;
    const freeBytes = os.freemem();
    // At a peak the one before is replaced: one file a thread.
    const file = keptSnapshotFile(this.#layout.dir);
    const isTaken = this.#asked.anyway || neededBytes <= freeBytes;
    try {
      if (isTaken) this.#write(file);
      const tookUs = nowUs() - t;
      if (isTaken) {
        this.#taken++;
        this.#spentUs += tookUs;
        this.#usPerByte = tookUs / Math.max(1, heapBytes);
      }
      const row: KeptSnapshotRow = { file: isTaken ? basename(file) : "", t, tookUs, reason, neededBytes, freeBytes };
      appendText(this.#layout.keptSnapshots, `${stringify(row)}\n`);
    } catch {
      // A full disk or a removed folder: the reader finds none.
    }
  }
}
