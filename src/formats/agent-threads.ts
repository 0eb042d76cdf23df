/** Each agent as if it had a thread for itself, for formats that know threads and no agents. */
import type { ProfileSet, ThreadProfiles, TimeProfile } from "../run/profile-set.ts";
import { sampleDurations } from "../run/profile-set.ts";
import { IDLE_FRAME } from "./call-nodes.ts";

/** Stands between thread and agent in the name of such a thread. */
export const AGENT = ", agent ";

/** More are no help to anybody who looks at a list of tracks. */
const MOST = 200;

/** @returns those with most time first; while others run, an agent is idle */
export function agentThreads({ threads }: ProfileSet): ThreadProfiles[] {
  const found = threads.flatMap(({ pid, name, time }) =>
    (time?.agents?.ids ?? []).flatMap((id, i) => {
      const own = time === undefined ? undefined : ownTime(time, i + 1);
      return own === undefined
        ? []
        : [{ us: own.us, thread: { pid, name: `${name}${AGENT}${id}`, time: own.time, heaps: [] } }];
    }),
  );
  return found
    .sort((a, b) => b.us - a.us)
    .slice(0, MOST)
    .map(({ thread }) => thread);
}

function ownTime(
  { profile, unit, inOrder, cpuUs, agents }: TimeProfile,
  agent: number,
): { us: number; time: TimeProfile } | undefined {
  const durations = sampleDurations(profile);
  const samples: number[] = [];
  const timesUs: number[] = [];
  const ownCpuUs: number[] = [];
  const idle = profile.frames.length;
  let us = 0;
  for (const [i, node] of profile.samples.entries()) {
    const isOwn = agents?.of[i] === agent;
    if (isOwn) us += (cpuUs ?? durations)[i] as number;
    if (!isOwn && samples.at(-1) === idle) continue;
    samples.push(isOwn ? node : idle);
    timesUs.push(profile.timesUs[i] as number);
    ownCpuUs.push(isOwn ? (cpuUs?.[i] ?? 0) : 0);
  }
  if (us === 0) return undefined;
  const own = {
    ...profile,
    frames: [...profile.frames, IDLE_FRAME],
    parent: Int32Array.from([...profile.parent, 0]),
    samples: Uint32Array.from(samples),
    timesUs: Float64Array.from(timesUs),
  };
  const counted = cpuUs === undefined ? {} : { cpuUs: Float64Array.from(ownCpuUs) };
  return { us, time: { profile: own, unit, inOrder, ...counted } };
}
