import { readFileSync } from "./pristine.ts";

/**
 * Of the own process. The system keeps it exactly; `resourceUsage().maxRSS` has the parent's in it.
 * @returns null where the system does not tell
 */
export function peakRssBytes(): number | null {
  try {
    const status = readFileSync("/proc/self/status", "latin1");
    const kib = Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1]);
    return Number.isFinite(kib) ? kib * 1024 : null;
  } catch {
    return null; // no procfs
  }
}
