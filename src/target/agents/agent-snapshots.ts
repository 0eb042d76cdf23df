/**
 * Heap snapshots for what each agent keeps alive: when agents have come to hold more and are at rest, at new heights, as far
 * as the time that they stop the thread allows, and at the end. A snapshot of a large heap takes long (some 60 ms a MB on
 * Node 20); what would take too long is left.
 */
import { basename } from "node:path";
import { snapshotFile, type ThreadLayout } from "../../run/layout.ts";
import type { SnapshotRow } from "../../run/records.ts";
import type { WriteSnapshot } from "../engines/snapshot-writer.ts";
import { appendText, nowUs, stringify } from "../pristine.ts";
import type { AgentTracking } from "./agent-tracking.ts";
import type { Scales } from "./agent-weighing.ts";

/** A first guess of the cost, µs a byte of V8's heap. */
const FIRST_GUESS_US = 0.03;
const LONGEST_AT_PEAK_US = 4_000_000;
const LONGEST_AT_END_US = 20_000_000;
/** Of the time since the start, and so much more… */
const SHARE = 0.1;
const ALLOWANCE_US = 300_000;
/** …and where agents are at rest: then it says what they hold for a while. */
const REST_TIME_SHARE = 0.15;
const REST_ALLOWANCE_US = 500_000;
/** So much above the last snapshot's level is worth a new one while the heap still grows… */
const HIGHER_SHARE = 1.3;
const HIGHER_BYTES = 2_000_000;
/** …and so much where agents rest: they have allocated no more since the last look. */
const REST_SHARE = 0.1;
const REST_BYTES = 64_000;
/** So many iterations are followed by a snapshot, where it is known how many there are; else ever fewer… */
const ITERATIONS = 10;
const ITERATIONS_GROW = 1.4;
/** …within this, and the share of the time above. */
const ITERATIONS_ALLOWANCE_US = 2_000_000;
/** Of the height, memory of which weighings could not tell whose it is. */
const UNKNOWN_SHARE = 0.15;
/** Agents may take turns in a heap that stays as large: a snapshot now and then takes this share of the time. */
const REGULAR_SHARE = 0.05;

export class AgentSnapshots {
  readonly #layout: ThreadLayout;
  readonly #tracking: AgentTracking;
  readonly #write: WriteSnapshot;
  readonly #time: Pick<Scales, "cpuUs" | "elapsedUs">;
  #taken = 0;
  #spentUs = 0;
  #usPerByte = FIRST_GUESS_US;
  #highestBytes = 0;
  #allocatedBefore = 0;
  #nextIteration = 2;
  #takenUs: number;

  /** @param time which snapshots may take a share of */
  constructor(
    layout: ThreadLayout,
    tracking: AgentTracking,
    startUs: number,
    time: Pick<Scales, "cpuUs" | "elapsedUs">,
    write: WriteSnapshot,
  ) {
    this.#layout = layout;
    this.#tracking = tracking;
    this.#time = time;
    this.#write = write;
    this.#takenUs = startUs;
  }

  /** @param heapBytes left in V8's heap after a collection  @param bytes the same with what is outside */
  level(heapBytes: number, bytes: number): void {
    if (!this.#mayHoldMore()) return;
    if (this.#highestBytes === 0) this.#highestBytes = bytes; // what was there before there were agents
    const isHigher = bytes > this.#highestBytes * HIGHER_SHARE + HIGHER_BYTES;
    const isDue = nowUs() - this.#takenUs > (heapBytes * this.#usPerByte) / REGULAR_SHARE;
    if (!isHigher && !isDue) return;
    this.#highestBytes = Math.max(this.#highestBytes, bytes);
    this.#takeIfAllowed(isHigher ? "peak" : "regular", heapBytes);
  }

  /** Called now and then. @param heapBytes of V8's heap, garbage included */
  look(heapBytes: number): void {
    const { allocatedBytes = 0, changedBytes = 0, isAllowed = false } = this.#tracking.weighing ?? {};
    const isAtRest = allocatedBytes === this.#allocatedBefore;
    this.#allocatedBefore = allocatedBytes;
    if (!this.#mayHoldMore()) return;
    const height = Math.max(heapBytes, this.#highestBytes);
    const isWorthIt = isAtRest && (isAllowed ? changedBytes : allocatedBytes) > REST_SHARE * height;
    if (isWorthIt || this.#unknownBytes > UNKNOWN_SHARE * height) this.#takeIfAllowed("rest", heapBytes, isAtRest);
  }

  /**
   * After an iteration: growth of agents shows in some of them, from the second on.
   * @param all how many there will be; 0 where that isn't known
   */
  iteration(index: number, all: number, heapBytes: number): void {
    if (this.#tracking.count === 0 || index < this.#nextIteration) return;
    const isTooLong = heapBytes * this.#usPerByte > LONGEST_AT_PEAK_US;
    const allowedUs = (this.#time.elapsedUs() - this.#spentUs) * REST_TIME_SHARE + ITERATIONS_ALLOWANCE_US;
    if (isTooLong || this.#spentUs > allowedUs) return;
    this.#nextIteration = all > 0 ? index + Math.max(1, all / ITERATIONS) : index * ITERATIONS_GROW;
    this.#take("iteration", heapBytes, index);
  }

  end(heapBytes: number): void {
    if (this.#tracking.count === 0 || heapBytes * this.#usPerByte > LONGEST_AT_END_US) return;
    this.#take("end", heapBytes);
  }

  get #unknownBytes(): number {
    return this.#tracking.weighing?.unknownBytes ?? 0;
  }

  /** Agents that have allocated nothing since the last snapshot hold no more than it says. */
  #mayHoldMore(): boolean {
    return this.#tracking.count > 0 && (this.#tracking.weighing?.allocatedBytes ?? REST_BYTES) >= REST_BYTES;
  }

  #takeIfAllowed(reason: string, heapBytes: number, isAtRest = false): void {
    const [share, allowanceUs] = isAtRest ? [REST_TIME_SHARE, REST_ALLOWANCE_US] : [SHARE, ALLOWANCE_US];
    const allowedUs = (this.#time.elapsedUs() - this.#spentUs) * share + allowanceUs - this.#spentUs;
    if (heapBytes * this.#usPerByte > Math.min(LONGEST_AT_PEAK_US, allowedUs)) return;
    this.#take(reason, heapBytes);
  }

  #take(reason: string, heapBytes: number, iteration?: number): void {
    this.#tracking.weighAtRest();
    // Else a mark would keep an agent that the program has let go.
    this.#tracking.weighing?.collectGarbage();
    const t = nowUs();
    const startUs = this.#time.cpuUs();
    const file = snapshotFile(this.#layout.dir, ++this.#taken);
    const marks = this.#tracking.marks();
    try {
      this.#write(file);
      this.#takenUs = nowUs();
      const costUs = this.#time.cpuUs() - startUs;
      this.#spentUs += costUs;
      this.#usPerByte = costUs / Math.max(1, heapBytes);
      const row: SnapshotRow = {
        file: basename(file),
        t,
        tookUs: this.#takenUs - t,
        reason,
        ...(iteration === undefined ? {} : { iteration }),
      };
      appendText(this.#layout.snapshots, `${stringify(row)}\n`);
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
    marks.length = 0; // and so alive until here
    if (reason !== "end") this.#tracking.weighing?.restart();
  }
}
