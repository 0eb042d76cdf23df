/**
 * From slices to CPU time. A slice is exact on the clock, but its agent may have waited in it: for a core, or in a call
 * that blocks. What the system counted for the thread between two readings is the most that all agents can have used:
 * where slices say more, the rest is taken from the longest slice, in which a wait most likely lies; a little more is
 * what readings cost and how far they are apart from the slices' own times, and is taken from all.
 *
 * The readings are those that stand between the slices, a millisecond apart or a slice; without those, the recorder's,
 * every 20 ms.
 */
import type { UsageRow } from "../../run/records.ts";
import type { SliceWeight, TakeReading, TakeSlice } from "./slices.ts";

/** By index of the agent; 0 is nobody. */
export interface SliceTimes {
  readonly cpuUs: Float64Array;
  /** On the clock. */
  readonly wallUs: Float64Array;
  readonly slices: Uint32Array;
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
}

const ITSELF: SliceWeight = { weight: 1, caller: 0, costUs: 0 };
/**
 * A call that stands for others has a method that takes a µs or so: what is above this is a garbage collection or another
 * pause, which the others did not have.
 */
const MOST_FOR_OTHERS_US = 10;
/** Less of a window than this is taken from all slices alike. */
const TAKEN_FROM_ALL = 0.1;
/** In a window between two readings of the thread's own, which are exact. */
const TAKEN_FROM_ALL_EXACT = 0.02;

export interface SliceTimesBuilder {
  /** In the order of time. */
  readonly take: TakeSlice;
  readonly read: TakeReading;
  /** From here on slices are sums of many: none of them is the one that waited. */
  readonly sums: () => void;
  readonly done: () => SliceTimes;
}

/** @param usage the recorder's readings in order of time @param agents the greatest index */
export function sliceTimes(usage: readonly UsageRow[], agents: number): SliceTimesBuilder {
  const cpuUs = new Float64Array(agents + 1);
  const wallUs = new Float64Array(agents + 1);
  const slices = new Float64Array(agents + 1);
  const firstUs = new Float64Array(agents + 1).fill(Number.NaN);
  const lastUs = new Float64Array(agents + 1).fill(Number.NaN);
  const inWindow = new Float64Array(agents + 1);
  const isTouched = new Uint8Array(agents + 1);
  const touched: number[] = [];
  /** As timed: what slices stand for besides is not in it. */
  let timedUs = 0;
  let longestUs = 0;
  let longest = 0;
  let longestWeight = 1;
  let reading = 0;
  let readingUs = usage[0]?.[0] ?? Number.POSITIVE_INFINITY;
  let takenFromAll = TAKEN_FROM_ALL;
  let areSums = false;
  /** The longest stretch in which nobody ran. */
  let longestGapUs = 0;
  let busyUntilUs = Number.POSITIVE_INFINITY;

  function closeWindow(countedUs: number, delayUs = 0): void {
    let excess = Math.max(0, timedUs - countedUs);
    // What nobody used is in the count too. Without a core the thread was most likely in the longest stretch of all.
    if (!areSums && longestUs > longestGapUs && longestUs > delayUs) excess = Math.max(excess, delayUs);
    let leftUs = timedUs;
    if (excess > timedUs * takenFromAll) {
      const taken = Math.min(excess, longestUs);
      inWindow[longest] = (inWindow[longest] as number) - taken * longestWeight;
      excess -= taken;
      leftUs -= taken;
    }
    const share = leftUs === 0 ? 0 : 1 - excess / leftUs;
    for (const who of touched) {
      cpuUs[who] = (cpuUs[who] as number) + (inWindow[who] as number) * share;
      inWindow[who] = 0;
      isTouched[who] = 0;
    }
    touched.length = 0;
    timedUs = 0;
    longestUs = 0;
    longestGapUs = 0;
  }

  function count(who: number, us: number): void {
    if (isTouched[who] === 0) {
      isTouched[who] = 1;
      touched.push(who);
    }
    inWindow[who] = (inWindow[who] as number) + us;
    wallUs[who] = (wallUs[who] as number) + us;
  }

  function nextOfRecorder(): void {
    const before = usage[reading - 1];
    const row = usage[reading];
    closeWindow(before === undefined || row === undefined ? Number.POSITIVE_INFINITY : row[1] - before[1]);
    reading++;
    readingUs = usage[reading]?.[0] ?? Number.POSITIVE_INFINITY;
  }

  function read(countedUs: number, delayUs: number, atUs: number): void {
    gapUntil(atUs);
    closeWindow(countedUs, delayUs);
    readingUs = Number.POSITIVE_INFINITY;
    takenFromAll = areSums ? 1 : TAKEN_FROM_ALL_EXACT;
  }

  function gapUntil(us: number): void {
    longestGapUs = Math.max(longestGapUs, us - busyUntilUs);
    busyUntilUs = us;
  }

  function take(who: number, fromUs: number, toUs: number, standsFor = ITSELF): void {
    const { weight, caller, costUs } = standsFor;
    gapUntil(fromUs);
    busyUntilUs = toUs;
    slices[who] = (slices[who] as number) + weight;
    if (Number.isNaN(firstUs[who])) firstUs[who] = fromUs;
    lastUs[who] = toUs;
    let from = fromUs;
    while (from < toUs) {
      while (readingUs <= from) nextOfRecorder();
      const us = Math.min(toUs, readingUs) - from;
      const others = (weight - 1) * Math.min(MOST_FOR_OTHERS_US, Math.max(0, us - costUs));
      count(who, Math.max(0, us - costUs) + others);
      if (caller !== 0) count(caller, -others);
      timedUs += us;
      if (us > longestUs) {
        longestUs = us;
        longest = who;
        longestWeight = us > MOST_FOR_OTHERS_US ? 1 : weight;
      }
      from += us;
    }
  }

  function done(): SliceTimes {
    if (readingUs === Number.POSITIVE_INFINITY) closeWindow(Number.POSITIVE_INFINITY);
    else nextOfRecorder();
    return {
      cpuUs: cpuUs.map((us) => Math.max(0, us)),
      wallUs,
      slices: Uint32Array.from(slices, Math.round),
      firstUs,
      lastUs,
    };
  }

  return { take, read, sums: () => void (areSums = true), done };
}
