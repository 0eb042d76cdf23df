/**
 * Heap snapshots for what each agent keeps alive: at new heights, as far as the time that they stop the thread allows,
 * and at the end. A snapshot of a large heap takes long (some 60 ms a MB on Node 20); what would take too long is left.
 */
import { basename } from "node:path";
import { snapshotFile, type ThreadLayout } from "../../run/layout.ts";
import type { SnapshotRow } from "../../run/records.ts";
import type { WriteSnapshot } from "../engines/snapshot-writer.ts";
import { appendText, nowUs, stringify } from "../pristine.ts";
import type { AgentTracking } from "./agent-tracking.ts";

/** A first guess of the cost, µs a byte of V8's heap. */
const FIRST_GUESS_US = 0.06;
const LONGEST_AT_PEAK_US = 4_000_000;
const LONGEST_AT_END_US = 20_000_000;
/** Of the time since the start, and so much more. */
const SHARE = 0.3;
const ALLOWANCE_US = 4_000_000;
/** So much above the last snapshot's level is worth a new one while the heap still grows… */
const HIGHER_SHARE = 1.15;
const HIGHER_BYTES = 1_000_000;
/** …and so much once it has stopped growing. */
const PLATEAU_SHARE = 1.02;
const PLATEAU_BYTES = 100_000;
/** Agents may take turns in a heap that stays as large: a snapshot now and then takes this share of the time. */
const REGULAR_SHARE = 0.05;

export class AgentSnapshots {
  readonly #layout: ThreadLayout;
  readonly #tracking: AgentTracking;
  readonly #startUs: number;
  readonly #write: WriteSnapshot;
  #taken = 0;
  #spentUs = 0;
  #usPerByte = FIRST_GUESS_US;
  #highestBytes = 0;
  #levelBefore = 0;
  #takenUs: number;

  constructor(layout: ThreadLayout, tracking: AgentTracking, startUs: number, write: WriteSnapshot) {
    this.#layout = layout;
    this.#tracking = tracking;
    this.#startUs = startUs;
    this.#write = write;
    this.#takenUs = startUs;
  }

  /** @param heapBytes left in V8's heap after a collection  @param bytes the same with what is outside */
  level(heapBytes: number, bytes: number): void {
    const before = this.#levelBefore;
    this.#levelBefore = bytes;
    if (this.#tracking.count === 0) return;
    const predictedUs = heapBytes * this.#usPerByte;
    const isHigher = bytes > this.#highestBytes * HIGHER_SHARE + HIGHER_BYTES;
    const hasStopped = bytes < before * PLATEAU_SHARE && bytes > this.#highestBytes * PLATEAU_SHARE + PLATEAU_BYTES;
    const isDue = nowUs() - this.#takenUs > predictedUs / REGULAR_SHARE;
    if (!isHigher && !hasStopped && !isDue) return;
    const allowedUs = (nowUs() - this.#startUs) * SHARE + ALLOWANCE_US - this.#spentUs;
    if (predictedUs > Math.min(LONGEST_AT_PEAK_US, allowedUs)) return;
    this.#highestBytes = Math.max(this.#highestBytes, bytes);
    this.#take(isHigher || hasStopped ? "peak" : "regular", heapBytes);
  }

  end(heapBytes: number): void {
    if (this.#tracking.count === 0 || heapBytes * this.#usPerByte > LONGEST_AT_END_US) return;
    this.#take("end", heapBytes);
  }

  #take(reason: string, heapBytes: number): void {
    const t = nowUs();
    const file = snapshotFile(this.#layout.dir, ++this.#taken);
    const marks = this.#tracking.marks();
    try {
      this.#write(file);
      const tookUs = nowUs() - t;
      this.#takenUs = t + tookUs;
      this.#spentUs += tookUs;
      this.#usPerByte = tookUs / Math.max(1, heapBytes);
      const row: SnapshotRow = { file: basename(file), t, tookUs, reason };
      appendText(this.#layout.snapshots, `${stringify(row)}\n`);
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
    marks.length = 0; // and so alive until here
  }
}
