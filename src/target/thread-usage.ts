/**
 * What the operating system counted for a thread: Linux' `schedstat`, exact to the nanosecond where `cpuUsage` is
 * process-wide and counted in ticks. Elsewhere null: unknown.
 */
import type { ThreadUsage } from "../run/records.ts";
import { closeSync, openSync, readlinkSync, readSync } from "./pristine.ts";

const { cpuUsage } = process;
const ZERO = 48;

/** The operating system's id of the calling thread; null where there is none to read. */
export function ownThreadId(): number | null {
  try {
    const tid = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    return Number.isInteger(tid) ? tid : null;
  } catch {
    return null; // no procfs
  }
}

/** Reads one thread's usage again and again through one open file; of the own process only. */
export class ThreadUsageReader {
  readonly #fd: number | null;
  readonly #buffer = Buffer.alloc(96);
  #number = 0;
  delayNs = 0;
  /** Whether the thread has been there, and is no more. */
  ended = false;

  constructor(tid: number | null) {
    this.#fd = tid === null ? null : tryOpen(`/proc/self/task/${tid}/schedstat`);
  }

  /** @returns null where the system does not tell, or the thread has ended */
  read(): ThreadUsage | null {
    if (this.#fd === null) return null;
    try {
      const length = readSync(this.#fd, this.#buffer, 0, this.#buffer.length, 0);
      return parseSchedstat(this.#buffer.toString("latin1", 0, length));
    } catch {
      this.ended = true; // ESRCH
      return null;
    }
  }

  /**
   * CPU time of the calling thread, which the reader is of, ns; the time that it waited for a core stands in `delayNs` then. Allocates hardly anything, since it is called between the
   * program's own steps. A running thread's count is up to a tick (4 ms) old: asking for the process's time brings it up to
   * date.
   */
  ownCpuNs(): number | null {
    if (this.#fd === null) return null;
    cpuUsage();
    try {
      const length = readSync(this.#fd, this.#buffer, 0, this.#buffer.length, 0);
      const cpuEnd = this.#numberFrom(0, length);
      const cpuNs = this.#number;
      this.#numberFrom(cpuEnd + 1, length);
      this.delayNs = this.#number;
      return cpuNs;
    } catch {
      return null;
    }
  }

  /** Puts the number there into `#number`. @returns where it ends */
  #numberFrom(start: number, length: number): number {
    let number = 0;
    let at = start;
    for (; at < length; at++) {
      const digit = (this.#buffer[at] as number) - ZERO;
      if (digit < 0) break;
      number = number * 10 + digit;
    }
    this.#number = number;
    return at;
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
  }
}

/** @param text `<ns on a core> <ns waiting for a core> <slices>` */
export function parseSchedstat(text: string): ThreadUsage | null {
  const [cpuNs, delayNs] = text.split(" ").map(Number);
  if (!Number.isFinite(cpuNs) || !Number.isFinite(delayNs)) return null;
  return { cpuUs: Math.round((cpuNs as number) / 1000), runDelayUs: Math.round((delayNs as number) / 1000) };
}

function tryOpen(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch {
    return null;
  }
}
