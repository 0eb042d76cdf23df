import type { ProcessMemoryView, ThreadMemoryView } from "../../view-model.ts";
import { type Steps, sumOf } from "./steps.ts";
import { type Track, track } from "./track.ts";
import { inBytes, processSteps, stepsOf, type Who } from "./who.ts";

/** Tracks to be added to any chart, off at first: other measures of the processes, and how fast the threads allocate. */
export function extraTracks(
  atMs: Float64Array,
  who: Who,
  { processes = [], threads }: { processes?: readonly ProcessMemoryView[]; threads: readonly ThreadMemoryView[] },
): Track[] {
  const tracks: Track[] = [];
  const off = { isOnAtFirst: false };
  if (processes.some(({ samples }) => samples.pss.some((kib) => kib > 0))) {
    const hint = "RSS with shared memory divided among those who share it";
    tracks.push(track("pss", "PSS", () => sumOf(atMs, processes.map(pssSteps)), { ...off, colour: "--l5", hint }));
  }
  const [only] = processes;
  if (processes.length === 1 && only !== undefined) {
    const values = (): Float64Array => sumOf(atMs, [processSteps(only, "highWater")]);
    tracks.push(track("high", "highest RSS so far", values, { ...off, colour: "--l6" }));
  }
  if (threads.length > 0) {
    const steps = (): Steps[] => threads.map((thread) => stepsOf(thread, allocationRate(thread), who));
    const values = (): Float64Array => sumOf(atMs, steps());
    const hint = "Allocated in V8's heap since the reading before, a second";
    tracks.push(track("rate", "allocation", values, { ...off, unit: "rate", colour: "--l7", hint }));
  }
  if (processes.length > 0) {
    const steps = (): Steps[] => processes.map((process) => processSteps(process, "cpuPercent"));
    const values = (): Float64Array => sumOf(atMs, steps());
    tracks.push(
      track("cpu", "CPU", values, { ...off, unit: "percent", colour: "--l8", hint: "100 % is one core busy" }),
    );
  }
  return tracks;
}

/** PSS is read now and then only: in between, what was read last. */
function pssSteps(process: ProcessMemoryView): Steps {
  const rows = Array.from(process.samples.pss.keys()).filter((row) => process.samples.pss[row]! > 0);
  const { atMs, pss } = process.samples;
  const column = (of: Uint32Array): Uint32Array => Uint32Array.from(rows, (row) => of[row]!);
  return { atMs: column(atMs), values: inBytes(column(pss)), untilMs: process.endMs };
}

/** Bytes a second. */
function allocationRate({ samples: { atMs, allocated } }: ThreadMemoryView): Float64Array {
  return inBytes(allocated).map((bytes, i) => {
    // What was allocated before the first reading has no known time.
    const ms = i === 0 ? Infinity : atMs[i]! - atMs[i - 1]!;
    return (1000 * bytes) / Math.max(1, ms);
  });
}
