/** The memory of the processes of a run over time, as the operating system counts it. */
import type { ProcessMemory, RecordedProcess, Run } from "../../run/read-run.ts";
import type { ProcessMemoryRow } from "../../run/records.ts";

export interface ProcessTimeline {
  readonly pid: number;
  /** The program's name, e.g. `python3`. */
  readonly name: string;
  readonly ppid: number;
  /** Which agent it says that it is, or "". */
  readonly agent: string;
  /** What the probe recorded in it; undefined where it is no Node process, or could not be recorded. */
  readonly node: RecordedProcess | undefined;
  readonly rows: readonly ProcessMemoryRow[];
  /** µs */
  readonly startUs: number;
  readonly endUs: number;
  /** The highest RSS, bytes: the system's own high-water mark. */
  readonly peakRssBytes: number;
}

export function processTimelines(run: Run): ProcessTimeline[] {
  const met = new Map<number, number>();
  for (const { pid } of run.memory) met.set(pid, (met.get(pid) ?? 0) + 1);
  return run.memory.flatMap((process) => {
    const node = run.processes.find(({ record }) => belongs(record, process, (met.get(process.pid) ?? 0) > 1));
    const { rows } = process;
    if (rows.length === 0) return []; // ended before it could be read once
    const kept = rows.reduce((most, row) => Math.max(most, row[2], row[3]), 0) * 1024;
    return {
      pid: process.pid,
      name: process.name,
      ppid: process.ppid,
      agent: process.agent,
      node,
      rows,
      startUs: process.t,
      endUs: node?.end?.endUs ?? rows.at(-1)?.[0] ?? process.t,
      peakRssBytes: Math.max(kept, node?.end?.peakRssBytes ?? 0),
    };
  });
}

/** Where a pid was used twice, the process that was there when the probe started in it. */
function belongs(record: RecordedProcess["record"], { pid, t, rows }: ProcessMemory, twice: boolean): boolean {
  if (record.pid !== pid) return false;
  return !twice || (record.startUs >= t && record.startUs <= (rows.at(-1)?.[0] ?? t) + 1_000_000);
}

export interface MemoryPeak {
  readonly atUs: number;
  readonly rssBytes: number;
}

/**
 * The highest sum of all processes. Between two readings a process may have been higher: where its high-water mark has
 * risen since the last one, it was that high in between. So the sum of one process is exact, that of several at most one
 * interval's coincidence too high.
 */
export function memoryPeak(processes: readonly ProcessTimeline[]): MemoryPeak {
  const readings = processes.flatMap((process, index) => heights(process, index)).sort((a, b) => a.t - b.t);
  const now = new Float64Array(processes.length);
  let sum = 0;
  let peak: MemoryPeak = { atUs: readings[0]?.t ?? 0, rssBytes: 0 };
  for (const { t, index, bytes } of readings) {
    sum += bytes - (now[index] as number);
    now[index] = bytes;
    if (sum > peak.rssBytes) peak = { atUs: t, rssBytes: sum };
  }
  return peak;
}

interface Height {
  readonly t: number;
  readonly index: number;
  readonly bytes: number;
}

function heights({ rows, endUs, peakRssBytes }: ProcessTimeline, index: number): Height[] {
  let highWater = 0;
  const seen = rows.map(([t, , rss, mark]): Height => {
    const height = mark > highWater ? Math.max(mark, rss) : rss;
    highWater = Math.max(highWater, mark);
    return { t, index, bytes: height * 1024 };
  });
  const last = Math.max(endUs, (rows.at(-1)?.[0] ?? 0) + 1);
  if (peakRssBytes > highWater * 1024) seen.push({ t: last, index, bytes: peakRssBytes });
  seen.push({ t: last + 1, index, bytes: 0 });
  return seen;
}

/** The longest time without a reading of a process that was there, ms. */
export function longestGapMs(processes: readonly ProcessTimeline[]): number {
  let longestUs = 0;
  for (const { rows, startUs, node } of processes) {
    let before = startUs;
    for (const [t] of rows) {
      longestUs = Math.max(longestUs, t - before);
      before = t;
    }
    longestUs = Math.max(longestUs, (node?.end?.endUs ?? before) - before);
  }
  return longestUs / 1000;
}
