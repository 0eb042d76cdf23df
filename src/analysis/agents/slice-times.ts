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
import type { TakeReading, TakeSlice } from "./slices.ts";

/** By index of the agent; 0 is nobody. */
export interface SliceTimes {
  readonly cpuUs: Float64Array;
  /** On the clock. */
  readonly wallUs: Float64Array;
  readonly slices: Uint32Array;
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
}

/** Less of a window than this is taken from all slices alike. */
const TAKEN_FROM_ALL = 0.1;
/** In a window between two readings of the thread's own, which are exact. */
const TAKEN_FROM_ALL_EXACT = 0.02;

export interface SliceTimesBuilder {
  /** In the order of time. */
  readonly take: TakeSlice;
  readonly read: TakeReading;
  readonly done: () => SliceTimes;
}

/** @param usage the recorder's readings in order of time @param agents the greatest index */
export function sliceTimes(usage: readonly UsageRow[], agents: number): SliceTimesBuilder {
  const cpuUs = new Float64Array(agents + 1);
  const wallUs = new Float64Array(agents + 1);
  const slices = new Uint32Array(agents + 1);
  const firstUs = new Float64Array(agents + 1).fill(Number.NaN);
  const lastUs = new Float64Array(agents + 1).fill(Number.NaN);
  const inWindow = new Float64Array(agents + 1);
  const touched: number[] = [];
  let longestUs = 0;
  let longest = 0;
  let reading = 0;
  let readingUs = usage[0]?.[0] ?? Number.POSITIVE_INFINITY;
  let takenFromAll = TAKEN_FROM_ALL;

  function closeWindow(countedUs: number): void {
    const sum = touched.reduce((total, who) => total + (inWindow[who] as number), 0);
    let excess = Math.max(0, sum - countedUs);
    if (excess > sum * takenFromAll) {
      const taken = Math.min(excess, longestUs);
      inWindow[longest] = (inWindow[longest] as number) - taken;
      excess -= taken;
    }
    const left = touched.reduce((total, who) => total + (inWindow[who] as number), 0);
    for (const who of touched) {
      const us = inWindow[who] as number;
      cpuUs[who] = (cpuUs[who] as number) + (left === 0 ? 0 : us - (excess * us) / left);
      inWindow[who] = 0;
    }
    touched.length = 0;
    longestUs = 0;
  }

  function nextOfRecorder(): void {
    const before = usage[reading - 1];
    const row = usage[reading];
    closeWindow(before === undefined || row === undefined ? Number.POSITIVE_INFINITY : row[1] - before[1]);
    reading++;
    readingUs = usage[reading]?.[0] ?? Number.POSITIVE_INFINITY;
  }

  function read(countedUs: number): void {
    closeWindow(countedUs);
    readingUs = Number.POSITIVE_INFINITY;
    takenFromAll = TAKEN_FROM_ALL_EXACT;
  }

  function take(who: number, fromUs: number, toUs: number): void {
    slices[who] = (slices[who] as number) + 1;
    wallUs[who] = (wallUs[who] as number) + toUs - fromUs;
    if (Number.isNaN(firstUs[who])) firstUs[who] = fromUs;
    lastUs[who] = toUs;
    let from = fromUs;
    while (from < toUs) {
      while (readingUs <= from) nextOfRecorder();
      const us = Math.min(toUs, readingUs) - from;
      if (inWindow[who] === 0) touched.push(who);
      inWindow[who] = (inWindow[who] as number) + us;
      if (us > longestUs) {
        longestUs = us;
        longest = who;
      }
      from += us;
    }
  }

  function done(): SliceTimes {
    if (readingUs === Number.POSITIVE_INFINITY) closeWindow(Number.POSITIVE_INFINITY);
    else nextOfRecorder();
    return { cpuUs, wallUs, slices, firstUs, lastUs };
  }

  return { take, read, done };
}
