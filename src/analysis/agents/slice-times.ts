/**
 * From slices to CPU time. A slice is exact on the clock, but its agent may have waited in it: for a core, or in a call
 * that blocks. What the system counted for the thread between two readings (some 20 ms) is the most that all agents can
 * have used: where slices say more, the rest is taken from the longest slice, in which a wait most likely lies; a little
 * more is what the machine's host takes from all, and is taken from all.
 */
import type { UsageRow } from "../../run/records.ts";
import type { Slices } from "./slices.ts";

/** By index of the agent; 0 is nobody. */
export interface SliceTimes {
  readonly cpuUs: Float64Array;
  readonly slices: Uint32Array;
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
}

/** Less of a window than this is taken from all slices alike. */
const TAKEN_FROM_ALL = 0.1;

/**
 * @param usage readings in order of time; none: slices count as they are
 * @param agents the greatest index @param endUs when the thread ended
 */
export function sliceTimes(
  { startUs, agent }: Slices,
  usage: readonly UsageRow[],
  agents: number,
  endUs: number,
): SliceTimes {
  const cpuUs = new Float64Array(agents + 1);
  const slices = new Uint32Array(agents + 1);
  const firstUs = new Float64Array(agents + 1).fill(Number.NaN);
  const lastUs = new Float64Array(agents + 1).fill(Number.NaN);
  const inWindow = new Float64Array(agents + 1);
  const touched: number[] = [];
  let longestUs = 0;
  let longest = 0;
  let reading = usage.findIndex(([t]) => t > (startUs[0] ?? 0));
  if (reading < 0) reading = usage.length;

  function closeWindow(): void {
    const before = usage[reading - 1];
    const row = usage[reading];
    const sum = touched.reduce((total, who) => total + (inWindow[who] as number), 0);
    let excess = before === undefined || row === undefined ? 0 : Math.max(0, sum - (row[1] - before[1]));
    if (excess > sum * TAKEN_FROM_ALL) {
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
    reading++;
  }

  for (let i = 0; i < agent.length; i++) {
    const who = agent[i] as number;
    let from = startUs[i] as number;
    const to = i + 1 < agent.length ? (startUs[i + 1] as number) : Math.max(from, endUs);
    if (who === 0 || who > agents) continue;
    slices[who] = (slices[who] as number) + 1;
    if (Number.isNaN(firstUs[who])) firstUs[who] = from;
    lastUs[who] = to;
    while (from < to) {
      while (reading < usage.length && (usage[reading]?.[0] as number) <= from) closeWindow();
      const until = Math.min(to, usage[reading]?.[0] ?? Number.POSITIVE_INFINITY);
      if (inWindow[who] === 0) touched.push(who);
      inWindow[who] = (inWindow[who] as number) + until - from;
      if (until - from > longestUs) {
        longestUs = until - from;
        longest = who;
      }
      from = until;
    }
  }
  closeWindow();
  return { cpuUs, slices, firstUs, lastUs };
}
