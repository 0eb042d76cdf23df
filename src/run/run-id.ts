import { randomBytes } from "node:crypto";

/** An id that sorts by time and tells two runs of the same second apart: `20261123T081728Z-7f3a`. */
export function newRunId(now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${time}-${randomBytes(2).toString("hex")}`;
}
