/** When each agent of the run was busy, over all threads. */
import type { UsageRow } from "../../run/records.ts";
import { type Activity, activityOf, MOST_ENTRIES, widened } from "./activity.ts";
import type { ActivityBins } from "./activity-bins.ts";
import type { AgentsOfThread } from "./agents-of-threads.ts";
import type { ThreadSlices } from "./thread-slices.ts";

export interface BusyThread extends AgentsOfThread {
  readonly usage: readonly UsageRow[];
  readonly slices: ThreadSlices | undefined;
}

/**
 * Agents inside of threads by their slices; whole threads and processes by what the system counted.
 * @param agents how many there are @returns by agent, as 1 + index, then in the order of time
 */
export function runActivity(threads: readonly BusyThread[], agents: number, bins: ActivityBins): Activity {
  let parts = threads.flatMap(({ usage, slices, inside, whole }) => [
    ...(slices === undefined ? [] : [renumbered(slices.activity, inside)]),
    ...whole.map((who) => ofWhole(usage, who, bins)),
  ]);
  const widest = parts.reduce((most, { binUs }) => Math.max(most, binUs), bins.binUs);
  parts = parts.map((part) => {
    let wide = part;
    while (wide.binUs < widest) wide = widened(wide, wide.agent.length, agents);
    return wide;
  });
  let all = inOrder(parts, widest, agents);
  while (all.agent.length > MOST_ENTRIES) all = widened(all, all.agent.length, agents);
  return all;
}

function renumbered(activity: Activity, inside: Uint32Array): Activity {
  return { ...activity, agent: activity.agent.map((who) => inside[who] as number) };
}

function ofWhole(usage: readonly UsageRow[], who: number, { startUs, binUs }: ActivityBins): Activity {
  const activity = activityOf(1, startUs, binUs);
  for (const [i, row] of usage.entries()) {
    const before = usage[i - 1];
    if (before === undefined || row[1] <= before[1]) continue;
    activity.take(1, before[0], row[0], (row[1] - before[1]) / (row[0] - before[0]));
  }
  return renumbered(activity.done(), Uint32Array.of(0, who));
}

/** By agent, then by bin, one entry of each. */
function inOrder(parts: readonly Activity[], binUs: number, agents: number): Activity {
  const ends = new Uint32Array(agents + 2);
  for (const { agent } of parts) for (const who of agent) ends[who + 1] = (ends[who + 1] as number) + 1;
  for (let who = 1; who < ends.length; who++) ends[who] = (ends[who] as number) + (ends[who - 1] as number);
  const length = ends[agents + 1] as number;
  const columns = { agent: new Uint32Array(length), bin: new Uint32Array(length), busyUs: new Float64Array(length) };
  // `ends[who]` is where the next entry of the agent goes; within one part they come in the order of time.
  for (const { agent, bin, busyUs } of parts) {
    for (let i = 0; i < agent.length; i++) {
      const who = agent[i] as number;
      let at = ends[who] as number;
      columns.agent[at] = who;
      ends[who] = at + 1;
      const time = bin[i] as number;
      for (; at > 0 && columns.agent[at - 1] === who && (columns.bin[at - 1] as number) > time; at--) {
        columns.bin[at] = columns.bin[at - 1] as number;
        columns.busyUs[at] = columns.busyUs[at - 1] as number;
      }
      columns.bin[at] = time;
      columns.busyUs[at] = busyUs[i] as number;
    }
  }
  return merged({ binUs, ...columns });
}

/** What is in the same bin is one entry. */
function merged({ binUs, agent, bin, busyUs }: Activity): Activity {
  let kept = 0;
  for (let i = 0; i < agent.length; i++) {
    if (agent[i] === 0) continue;
    const last = kept - 1;
    if (last >= 0 && agent[last] === agent[i] && bin[last] === bin[i]) {
      busyUs[last] = (busyUs[last] as number) + (busyUs[i] as number);
      continue;
    }
    agent[kept] = agent[i] as number;
    bin[kept] = bin[i] as number;
    busyUs[kept++] = busyUs[i] as number;
  }
  return { binUs, agent: agent.slice(0, kept), bin: bin.slice(0, kept), busyUs: busyUs.slice(0, kept) };
}
