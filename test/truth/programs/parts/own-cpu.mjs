// CPU time of the thread by the system's own count, to the microsecond: what a loop on the clock burns is less where others
// want the core, or the machine's host does.
import { openSync, readSync } from "node:fs";

const fd = openSync("/proc/thread-self/schedstat", "r");
const bytes = new Uint8Array(96);

export function ownCpuUs() {
  process.cpuUsage(); // a running thread's count is up to a tick old; this brings it up to date
  const length = readSync(fd, bytes, 0, bytes.length, 0);
  let ns = 0;
  for (let i = 0; i < length && bytes[i] !== 32; i++) ns = ns * 10 + bytes[i] - 48;
  return ns / 1000;
}

/** What a pair of readings costs, µs: inside, which is in their difference, and in all. */
export function readingCost() {
  const inside = [];
  const all = [];
  for (let i = 0; i < 4_000; i++) {
    const started = performance.now();
    const before = ownCpuUs();
    inside.push(ownCpuUs() - before);
    all.push((performance.now() - started) * 1000);
  }
  return { insideUs: median(inside.slice(2_000)), allUs: median(all.slice(2_000)) };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
