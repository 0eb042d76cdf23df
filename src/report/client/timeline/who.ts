import type { MemoryView, ProcessMemoryView, ThreadMemoryView } from "../../view-model.ts";
import type { PageThread } from "../sources.ts";
import type { Steps } from "./steps.ts";

/** Whose memory the timeline shows. */
export interface Who {
  readonly words: string;
  /** Of all that was recorded. */
  readonly isAll: boolean;
  readonly processes: readonly ProcessMemoryView[];
  /** The JavaScript threads of the processes. */
  readonly threads: readonly ThreadMemoryView[];
  /** Those that are chosen. */
  readonly chosen: readonly ThreadMemoryView[];
  readonly chosenWords: string;
  readonly intervalMs: number;
}

/** A process as a whole has no choice of its own: RSS is that of the chosen thread's process. */
export function whoOf(memory: MemoryView, thread: PageThread | undefined): Who {
  const { processes, threads, intervalMs } = memory;
  const isAll = thread === undefined || processes.length === 1;
  const own = isAll ? processes : processes.filter(({ pid }) => pid === thread.pid);
  const chosen = thread === undefined ? threads : threads.filter(({ label }) => label === thread.label);
  return {
    words: own.length === 1 ? (own[0]?.label ?? "") : `${processes.length} processes together`,
    isAll,
    processes: own,
    threads: isAll ? threads : threads.filter(({ pid }) => pid === thread.pid),
    chosen,
    chosenWords: chosen.length === 1 ? (chosen[0]?.label ?? "") : `${threads.length} threads together`,
    intervalMs,
  };
}

const KIB = 1024;

type ProcessColumn = Exclude<keyof ProcessMemoryView["samples"], "atMs">;
type ThreadColumn = Exclude<keyof ThreadMemoryView["samples"], "atMs" | "spaces">;

/** Bytes of a process, or percent. */
export function processSteps({ samples, endMs }: ProcessMemoryView, column: ProcessColumn): Steps {
  const values = column === "cpuPercent" ? samples[column] : inBytes(samples[column]);
  return { atMs: samples.atMs, values, untilMs: Math.max(endMs, samples.atMs.at(-1) ?? 0) };
}

/** Bytes of a thread. */
export function threadSteps(thread: ThreadMemoryView, column: ThreadColumn, who: Who): Steps {
  return stepsOf(thread, inBytes(thread.samples[column]), who);
}

export function stepsOf(thread: ThreadMemoryView, values: Float64Array, { processes, intervalMs }: Who): Steps {
  const last = thread.samples.atMs.at(-1) ?? 0;
  const process = processes.find(({ pid }) => pid === thread.pid);
  // The main thread ends with its process, whichever of the two was read last.
  const untilMs = thread.thread === "main" ? Math.max(last, process?.endMs ?? last) : last + 2 * intervalMs;
  return { atMs: thread.samples.atMs, values, untilMs };
}

export function inBytes(kib: Uint32Array): Float64Array {
  return Float64Array.from(kib, (value) => value * KIB);
}
