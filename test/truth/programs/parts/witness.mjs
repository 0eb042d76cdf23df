// What a program saw of its own memory: one line of JSON a thread, appended to a file when the thread ends.
import { appendFileSync, readFileSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { isMainThread } from "node:worker_threads";

/** @returns a function to call wherever the memory may be at its highest */
export function openWitness(file) {
  let peakHeapBytes = 0;
  let peakExternalBytes = 0;
  function look() {
    const { used_heap_size, external_memory } = getHeapStatistics();
    peakHeapBytes = Math.max(peakHeapBytes, used_heap_size);
    peakExternalBytes = Math.max(peakExternalBytes, external_memory);
  }
  look();
  process.once("exit", () => {
    // The peak of the resident set is the process's, so that one of its threads alone tells it.
    const resident = isMainThread ? { vmHwmBytes: vmHwmBytes() } : {};
    tell(file, { pid: process.pid, peakHeapBytes, peakExternalBytes, ...resident });
  });
  return look;
}

export function tell(file, seen) {
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(seen)}\n`);
}

/** @returns undefined where there is no /proc */
function vmHwmBytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  } catch {
    return undefined;
  }
}
