import { randomBytes } from "node:crypto";

/** An id that sorts by time, and tells two runs of the same millisecond apart: `20261123T081728Z-1f47f3`. */
export function newRunId(now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const millisecond = now.getUTCMilliseconds().toString(16).padStart(3, "0");
  return `${time}-${millisecond}${randomBytes(2).toString("hex").slice(1)}`;
}
