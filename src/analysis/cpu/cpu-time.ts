/**
 * From sampled time to CPU time. V8 samples by the clock: a thread asleep in `Atomics.wait`, or in a read that blocks,
 * is counted as busy, and a busy native call may be counted as idle. The operating system knows how long the thread was
 * on a core in each window of some 20 ms; here every window's samples are made to add up to that.
 *
 * Where a window has less CPU time than samples, the thread was waiting or had no core. Waiting is taken first from
 * samples that are known to wait (`(idle)`, `Atomics.wait`), then from native code, Node's own code and `(program)`, which
 * may, and last from JavaScript, which doesn't. The time without a core (`runDelay`) is taken from all alike.
 *
 * Where a window has more CPU time than its busy samples, either the samples called idle were busy (a loop of
 * `setImmediate`), or short bursts of work fell between the samples: a program that wakes up with a timer does so in step
 * with the sampler. If most of the idle time was in truth idle, it is the second: the busy samples count for more.
 */
import type { UsageRow } from "../../run/records.ts";
import type { ThreadSamples } from "./thread-samples.ts";

/** How readily time in a frame is taken for waiting. */
export type Waiting = "waits" | "may-wait" | "runs";

export interface CpuTime {
  /** CPU time of each sample, µs. */
  readonly cpuUs: Float64Array;
  /** What the system counted between the first and the last reading, µs; null without readings. */
  readonly countedUs: number | null;
  /** Time ready to run but without a core, µs; null without readings. */
  readonly runDelayUs: number | null;
  /** Counted by the system but in no sample, µs: the error of the method. */
  readonly unsampledUs: number;
}

/**
 * @param usage readings in order of time, the thread's first and last moment included
 * @param waiting of each sample
 */
export function cpuTime(
  samples: ThreadSamples,
  usage: readonly UsageRow[],
  waiting: (sample: number) => Waiting,
): CpuTime {
  const cpuUs = new Float64Array(samples.node.length);
  const first = usage[0];
  const last = usage.at(-1);
  if (first === undefined || last === undefined || usage.length < 2) {
    for (const [i, wall] of samples.wallUs.entries()) cpuUs[i] = waiting(i) === "waits" ? 0 : wall;
    return { cpuUs, countedUs: null, runDelayUs: null, unsampledUs: 0 };
  }
  let carry = 0; // a reading and a sample of the same moment are some µs apart: what a window lacks, the next one has
  let unsampledUs = 0;
  let sample = 0;
  let before = first;
  for (const row of usage.slice(1)) {
    const counted = row[1] - before[1] + carry;
    const pieces: Piece[] = [];
    sample = overlapping(samples, sample, before[0], row[0], waiting, pieces);
    const rest = counted - spread(pieces, counted, row[2] - before[2], cpuUs);
    carry = Math.min(rest, MOST_CARRIED_US);
    unsampledUs += rest - carry;
    before = row;
  }
  afterLastReading(samples, last[0], waiting, cpuUs);
  return {
    cpuUs,
    countedUs: last[1] - first[1],
    runDelayUs: last[2] - first[2],
    unsampledUs: Math.max(0, unsampledUs + carry),
  };
}

/** The same of a thread that was sampled only while it had a core: without one it looks idle, as when it waits. */
export function onCoreTime(
  samples: ThreadSamples,
  usage: readonly UsageRow[],
  waiting: (sample: number) => Waiting,
): CpuTime {
  const withoutDelay = usage.map(([t, cpuUs]): UsageRow => [t, cpuUs, 0]);
  const time = cpuTime(samples, withoutDelay, waiting);
  if (time.runDelayUs === null) return time;
  return { ...time, runDelayUs: (usage.at(-1)?.[2] ?? 0) - (usage[0]?.[2] ?? 0) };
}

/** A reading and a sample of the same moment are never further apart than this, µs. */
const MOST_CARRIED_US = 1_000;

interface Piece {
  readonly sample: number;
  readonly waiting: Waiting;
  us: number;
}

/** Puts the parts of samples that lie in the window into `pieces`. @returns the first sample that reaches beyond it */
function overlapping(
  samples: ThreadSamples,
  from: number,
  startUs: number,
  endUs: number,
  waiting: (sample: number) => Waiting,
  pieces: Piece[],
): number {
  let i = from;
  for (; i < samples.node.length; i++) {
    const start = samples.startUs[i] as number;
    if (start >= endUs) break;
    const end = start + (samples.wallUs[i] as number);
    const us = Math.min(end, endUs) - Math.max(start, startUs);
    if (us > 0) pieces.push({ sample: i, waiting: waiting(i), us });
    if (end > endUs) break;
  }
  return i;
}

/** Gives each piece its CPU time. @returns how much of `counted` found a place */
function spread(pieces: Piece[], counted: number, runDelay: number, cpuUs: Float64Array): number {
  const wall = sumOf(pieces, () => true);
  const idleWall = sumOf(pieces, (piece) => piece.waiting === "waits");
  let blocked = Math.max(0, wall - Math.max(0, counted) - runDelay);
  // The system's account leaves out what the machine's host takes: so little less than the samples is no waiting.
  if (blocked < wall * LEAST_WAITING) blocked = 0;
  for (const rank of ["waits", "may-wait", "runs"] as const) {
    const ranked = pieces.filter((piece) => piece.waiting === rank);
    const there = sumOf(ranked, () => true);
    const taken = Math.min(blocked, there);
    for (const piece of ranked) piece.us *= there === 0 ? 0 : 1 - taken / there;
    blocked -= taken;
  }
  countBursts(pieces, idleWall);
  const runnable = sumOf(pieces, () => true);
  const share = runnable === 0 ? 0 : Math.min(1, Math.max(0, counted) / runnable);
  for (const piece of pieces) cpuUs[piece.sample] = (cpuUs[piece.sample] as number) + piece.us * share;
  return runnable * share;
}

/** A smaller part of a window without a core is not taken for waiting. */
const LEAST_WAITING = 0.05;
/** A window whose idle samples had a core for less than this share of their time was idle in truth. */
const IDLE_IN_TRUTH = 0.5;
/** Bursts between samples make a busy sample count for this many at most. */
const MOST_FOR_ONE = 3;

function countBursts(pieces: readonly Piece[], idleWall: number): void {
  const idle = sumOf(pieces, (piece) => piece.waiting === "waits");
  const busy = sumOf(pieces, (piece) => piece.waiting !== "waits");
  if (idle === 0 || busy === 0 || idle / idleWall > IDLE_IN_TRUTH) return;
  const moved = Math.min(idle, busy * (MOST_FOR_ONE - 1));
  for (const piece of pieces) piece.us *= piece.waiting === "waits" ? 1 - moved / idle : 1 + moved / busy;
}

function sumOf(pieces: readonly Piece[], counts: (piece: Piece) => boolean): number {
  return pieces.reduce((sum, piece) => sum + (counts(piece) ? piece.us : 0), 0);
}

/** A killed thread has samples after its last reading: there the clock is all there is. */
function afterLastReading(
  samples: ThreadSamples,
  lastUs: number,
  waiting: (sample: number) => Waiting,
  cpuUs: Float64Array,
): void {
  for (let i = samples.node.length - 1; i >= 0; i--) {
    const start = samples.startUs[i] as number;
    const end = start + (samples.wallUs[i] as number);
    if (end <= lastUs) return;
    if (waiting(i) !== "waits") cpuUs[i] = (cpuUs[i] as number) + end - Math.max(start, lastUs);
  }
}
