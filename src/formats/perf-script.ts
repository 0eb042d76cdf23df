/**
 * What `perf script` prints: a header a sample, its stack below it, the innermost frame first. Functions of Node are there
 * where it ran with `--perf-basic-prof`.
 */
import type { RawFrame } from "../run/cpu-profile.ts";
import { type ProfileSet, SAMPLE_US, type ThreadProfiles, type TimeUnit, timeProfile } from "../run/profile-set.ts";
import { foreignFrame, IDLE_FRAME, SampleRow } from "./call-nodes.ts";
import { jsCodeName } from "./js-code-name.ts";

/** `comm pid/tid [cpu] seconds: period event:`, where cpu, pid and period may be missing. */
const HEADER = /^(\S.{0,200}?)\s+(?:(\d{1,10})\/)?(\d{1,10})\s+(?:\[\d+\]\s+)?(\d+\.\d+):\s+(?:(\d+)\s+)?(\S+?):/;
/** perf writes 0x1.2's stacks with a header without numbers too. */
const FRAME = /^\s+([0-9a-f]+)\s+(.+?)(?:\s+\(([^()]*(?:\([^()]*\)[^()]*)?)\))?\s*$/;

export function isPerfHeader(line: string): boolean {
  return line.length < 2_000 && HEADER.test(line);
}

/** @throws Error that names the line */
export function decodePerfScript(lines: Iterable<string>): ProfileSet {
  const threads = new Map<string, GrowingThread>();
  const frames = new Map<string, RawFrame>();
  let current: { thread: GrowingThread; atUs: number; periodNs: number | undefined } | undefined;
  let stack: RawFrame[] = [];
  let number = 0;
  const close = (): void => {
    if (current !== undefined && stack.length > 0)
      current.thread.add(stack.toReversed(), current.atUs, current.periodNs);
    current = undefined;
    stack = [];
  };
  for (const line of lines) {
    number++;
    if (line.startsWith("#")) continue;
    if (line.trim() === "") {
      close();
      continue;
    }
    if (/^\s/.test(line)) {
      if (current === undefined) continue;
      const frame = line.length > 20_000 ? undefined : frameFrom(line, frames);
      if (frame === undefined) throw new Error(`line ${number} is no frame of a stack`);
      stack.push(frame);
      continue;
    }
    close();
    const header = line.length < 2_000 ? HEADER.exec(line) : null;
    if (header === null) throw new Error(`line ${number} is no header of a sample`);
    const [, comm = "", pid = "0", tid = "", seconds = "0", period, event = ""] = header;
    const key = `${pid}/${tid}`;
    let thread = threads.get(key);
    if (thread === undefined) threads.set(key, (thread = new GrowingThread(Number(pid), `${comm.trim()} ${tid}`)));
    current = { thread, atUs: Number(seconds) * 1e6, periodNs: clockPeriod(event, period) };
  }
  close();
  const known = [...threads.values()].filter(({ length }) => length > 0);
  if (known.length === 0) throw new Error("it has no sample with a stack: record with perf record -g");
  return { tool: "perf", threads: known.map((thread) => thread.profiles()) };
}

/** Of clocks the period is ns; of other events it is a count of them, which is no time. */
function clockPeriod(event: string, period: string | undefined): number | undefined {
  return period !== undefined && /^(cpu|task)-clock\b/.test(event) ? Number(period) : undefined;
}

function frameFrom(line: string, known: Map<string, RawFrame>): RawFrame | undefined {
  const match = FRAME.exec(line);
  if (match === null) return undefined;
  const [, address = "", symbol = "", object = ""] = match;
  const key = symbol === "[unknown]" ? `${address} ${object}` : `${symbol} ${object}`;
  let frame = known.get(key);
  if (frame === undefined) known.set(key, (frame = frameOf(symbol, object)));
  return frame;
}

function frameOf(symbol: string, object: string): RawFrame {
  const name = symbol.replace(/\+0x[0-9a-f]+$/, "");
  if (name !== "[unknown]") return jsCodeName(name) ?? foreignFrame(name);
  const library = object.split("/").at(-1) ?? "";
  return foreignFrame(library === "" || library === name ? name : `[${library}]`);
}

/** A sample of a clock stands for the time before it; what no sample stands for, the thread was idle. */
class GrowingThread {
  readonly #pid: number;
  readonly #name: string;
  #row: SampleRow | undefined;
  #unit: TimeUnit = "us";

  constructor(pid: number, name: string) {
    this.#pid = pid;
    this.#name = name;
  }

  get length(): number {
    return this.#row?.length ?? 0;
  }

  add(stack: readonly RawFrame[], atUs: number, periodNs: number | undefined): void {
    const us = periodNs === undefined ? SAMPLE_US : periodNs / 1000;
    if (periodNs === undefined) this.#unit = "samples";
    const row = (this.#row ??= new SampleRow(this.#unit === "us" ? Math.max(0, atUs - us) : 0));
    const idleUs = atUs - us - row.endUs;
    if (this.#unit === "us" && idleUs > us / 2) row.add(row.nodes.stack([IDLE_FRAME]), idleUs);
    row.add(row.nodes.stack(stack), us);
  }

  profiles(): ThreadProfiles {
    const profile = (this.#row ?? new SampleRow()).profile();
    return { pid: this.#pid, name: this.#name, time: timeProfile(profile, this.#unit), heaps: [] };
  }
}
