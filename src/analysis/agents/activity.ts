/**
 * When agents ran, in bins of time that are as fine as a page can show. Where agents are many, bins grow wider, so that
 * there are never more than `MOST_ENTRIES`.
 */
import type { Microseconds } from "../../run/records.ts";

/** Entries of bins in which an agent ran; after bins were widened a bin may have two of the same agent. */
export interface Activity {
  readonly binUs: Microseconds;
  readonly agent: Uint32Array;
  readonly bin: Uint32Array;
  readonly busyUs: Float64Array;
}

/** Entries at most: with more, bins grow wider. */
export const MOST_ENTRIES = 1 << 20;

export interface ActivityBuilder {
  /** Time in which an agent was busy, in order; `share` of it, where that is not 1. */
  readonly take: (agent: number, fromUs: Microseconds, toUs: Microseconds, share?: number) => void;
  /** By bin. */
  readonly done: () => Activity;
}

/** @param agents the greatest index @param startUs of the first bin */
export function activityOf(agents: number, startUs: Microseconds, finestUs: Microseconds): ActivityBuilder {
  let binUs = finestUs;
  let agent: Uint32Array = new Uint32Array(1_024);
  let bin: Uint32Array = new Uint32Array(1_024);
  let busyUs: Float64Array = new Float64Array(1_024);
  let length = 0;
  const open = new Float64Array(agents + 1);
  const touched: number[] = [];
  let openBin = 0;
  let openEndUs = startUs + binUs;

  function add(who: number, at: number, us: number): void {
    if (length === agent.length) {
      agent = grown(agent, new Uint32Array(2 * length));
      bin = grown(bin, new Uint32Array(2 * length));
      busyUs = grown(busyUs, new Float64Array(2 * length));
    }
    agent[length] = who;
    bin[length] = at;
    busyUs[length++] = us;
  }

  function closeBin(): void {
    for (const who of touched) {
      add(who, openBin, open[who] as number);
      open[who] = 0;
    }
    touched.length = 0;
  }

  function widen(): void {
    ({ agent, bin, busyUs } = widened({ binUs, agent, bin, busyUs }, length, agents));
    length = agent.length;
    binUs *= 2;
  }

  function enter(us: Microseconds): void {
    closeBin();
    while (length > MOST_ENTRIES) widen();
    openBin = Math.floor((us - startUs) / binUs);
    openEndUs = startUs + (openBin + 1) * binUs;
  }

  function take(who: number, fromUs: Microseconds, toUs: Microseconds, share = 1): void {
    let from = Math.max(startUs, fromUs);
    while (from < toUs) {
      if (from >= openEndUs) enter(from);
      const until = Math.min(toUs, openEndUs);
      if (open[who] === 0) touched.push(who);
      open[who] = (open[who] as number) + (until - from) * share;
      from = until;
    }
  }

  function done(): Activity {
    closeBin();
    while (length > MOST_ENTRIES) widen();
    return { binUs, agent: agent.slice(0, length), bin: bin.slice(0, length), busyUs: busyUs.slice(0, length) };
  }

  return { take, done };
}

/** The same in bins of twice the width. @param length entries that count @param agents the greatest index */
export function widened({ binUs, ...columns }: Activity, length: number, agents: number): Activity {
  const { agent, bin, busyUs } = columns;
  const at = new Int32Array(agents + 1).fill(-1);
  let kept = 0;
  for (let i = 0; i < length; i++) {
    const who = agent[i] as number;
    const wide = (bin[i] as number) >> 1;
    const before = at[who] as number;
    if (before >= 0 && bin[before] === wide) {
      busyUs[before] = (busyUs[before] as number) + (busyUs[i] as number);
      continue;
    }
    at[who] = kept;
    agent[kept] = who;
    bin[kept] = wide;
    busyUs[kept++] = busyUs[i] as number;
  }
  return { binUs: binUs * 2, agent: agent.slice(0, kept), bin: bin.slice(0, kept), busyUs: busyUs.slice(0, kept) };
}

function grown<T extends Uint32Array | Float64Array>(column: T, larger: T): T {
  larger.set(column);
  return larger;
}
