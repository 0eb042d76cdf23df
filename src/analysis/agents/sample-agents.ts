/** Which agent ran when a sample was taken: slices and samples are on one clock. */
import type { TakeSlice } from "./slices.ts";

export interface SampleAgents {
  /** In the order of time. */
  readonly take: TakeSlice;
  /** Of each sample, the agent's index in the thread; 0 is nobody. */
  readonly agent: Uint32Array;
}

/** V8 stamps samples in whole µs, rounded down. */
const MIDDLE_US = 0.5;

/** @param startUs when each sample was taken, in order */
export function sampleAgents(startUs: Float64Array): SampleAgents {
  const agent = new Uint32Array(startUs.length);
  let sample = 0;
  let nextUs = (startUs[0] ?? Number.POSITIVE_INFINITY) + MIDDLE_US;
  function take(who: number, fromUs: number, toUs: number): void {
    while (nextUs < toUs) {
      if (nextUs >= fromUs) agent[sample] = who;
      nextUs = (startUs[++sample] ?? Number.POSITIVE_INFINITY) + MIDDLE_US;
    }
  }
  return { take, agent };
}
