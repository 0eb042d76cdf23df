/** When agents ran, as columns: mostly the same agent as in the row before, one bin further on. */
import type { ByteReader, ByteWriter } from "./byte-columns.ts";
import type { ActivityView, AgentsView } from "./view-model.ts";

/** What goes into the JSON part. */
export function withoutActivity({ activity, ...agents }: AgentsView) {
  return { ...agents, ...(activity === undefined ? {} : { binMs: activity.binMs }) };
}

export function writeActivity(out: ByteWriter, { agent, bin, busyPercent }: ActivityView): void {
  out.number(agent.length);
  out.levels(agent);
  out.levels(bin);
  out.column(busyPercent);
}

export function readActivity(input: ByteReader, { binMs, ...agents }: ReturnType<typeof withoutActivity>): AgentsView {
  if (binMs === undefined) return agents;
  const length = input.number();
  const agent = input.levels(length);
  const bin = input.levels(length);
  return { ...agents, activity: { binMs, agent, bin, busyPercent: input.column(length) } };
}
