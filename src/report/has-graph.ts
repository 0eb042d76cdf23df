import type { ReportView } from "./view-model.ts";

/** Whether there is a call tree, and something that weighs. */
export function hasGraph({ code, cpu, memory }: ReportView): boolean {
  return code !== undefined && (cpu !== undefined || (memory?.heapProfiles.length ?? 0) > 0);
}
