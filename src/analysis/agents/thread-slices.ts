/** What the slices of a thread say, read once: CPU time of its agents, who each sample is of, and who ran when. */
import type { RecordedThread } from "../../run/read-run.ts";
import type { Microseconds } from "../../run/records.ts";
import { usageReadings } from "../cpu/usage-readings.ts";
import { type Activity, activityOf } from "./activity.ts";
import type { ActivityBins } from "./activity-bins.ts";
import { sampleAgents } from "./sample-agents.ts";
import { type SliceTimes, sliceTimes } from "./slice-times.ts";
import { eachSlice, type SliceBlocks, type SliceWeight } from "./slices.ts";

/** Agents by their index in the thread; 0 is nobody. */
export interface ThreadSlices {
  readonly times: SliceTimes;
  readonly sampleAgents: Uint32Array;
  readonly activity: Activity;
}

/** @returns undefined where there is no such file */
export type ReadSlices = <T>(file: string, use: (blocks: SliceBlocks) => T) => T | undefined;

/** @param samplesUs when each CPU sample of the thread was taken @returns undefined where no agent was met in it */
export function threadSlices(
  track: RecordedThread,
  samplesUs: Float64Array,
  bins: ActivityBins,
  read: ReadSlices,
): ThreadSlices | undefined {
  if (track.agents.length === 0) return undefined;
  const most = track.agents.reduce((highest, { index }) => Math.max(highest, index), 0);
  const usage = usageReadings(track);
  const endUs = track.end?.endUs ?? usage.at(-1)?.[0] ?? 0;
  const times = sliceTimes(usage, most);
  const samples = sampleAgents(samplesUs);
  const activity = activityOf(most, bins.startUs, bins.binUs);
  return read(track.slices, (blocks) => {
    function take(agent: number, fromUs: Microseconds, toUs: Microseconds, standsFor?: SliceWeight): void {
      times.take(agent, fromUs, toUs, standsFor);
      if (!areSums) samples.take(agent, fromUs, toUs);
      activity.take(agent, fromUs, toUs, standsFor?.weight);
    }
    let areSums = false;
    function sums(): void {
      areSums = true;
      times.sums();
    }
    eachSlice(blocks, most, endUs, { take, read: times.read, sums });
    return { times: times.done(), sampleAgents: samples.agent, activity: activity.done() };
  });
}
