/**
 * A run directory as data. Takes what is there: a process without an end was killed, a line that a kill has cut is
 * dropped; neither is an error.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CPU_CHUNK_PATTERN, processLayout, threadLayout } from "./layout.ts";
import { readManifest } from "./manifest.ts";
import type {
  ProcessEndRecord,
  ProcessRecord,
  RecorderRecord,
  RunManifest,
  SourceMapRow,
  ThreadEndRecord,
  ThreadRecord,
  UsageRow,
  WorkerRow,
} from "./records.ts";

export interface Run {
  readonly dir: string;
  readonly manifest: RunManifest;
  /** In the order in which they started. */
  readonly processes: readonly RecordedProcess[];
}

export interface RecordedProcess {
  readonly record: ProcessRecord;
  /** undefined where the process was killed. */
  readonly end: ProcessEndRecord | undefined;
  readonly recorder: RecorderRecord | undefined;
  readonly threads: readonly RecordedThread[];
}

export interface RecordedThread {
  readonly pid: number;
  /** `main` or `worker-<threadId>` */
  readonly thread: string;
  /** The worker's `name` option, or "". */
  readonly name: string;
  readonly record: ThreadRecord;
  /** undefined where the thread was cut off. */
  readonly end: ThreadEndRecord | undefined;
  readonly usage: readonly UsageRow[];
  readonly cpuChunks: readonly string[];
  readonly sourceMaps: readonly SourceMapRow[];
}

/** @throws SwarmprofError RUN_UNREADABLE, RUN_TOO_NEW */
export function readRun(dir: string): Run {
  const manifest = readManifest(dir);
  const processes = readdirSync(dir)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(dir, Number(pid)) ?? []);
  return { dir, manifest, processes: processes.sort((a, b) => a.record.startUs - b.record.startUs) };
}

function readProcess(dir: string, pid: number): RecordedProcess | undefined {
  const layout = processLayout(dir, pid);
  const record = readJson(layout.record) as ProcessRecord | undefined;
  if (record === undefined) return undefined;
  const workers = new Map(readLines<WorkerRow>(layout.workers).map((row) => [row.threadId, row]));
  const threads = readdirSync(layout.dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readThread(dir, pid, name, workers) ?? []);
  return {
    record,
    end: readJson(layout.end) as ProcessEndRecord | undefined,
    recorder: readJson(layout.recorder) as RecorderRecord | undefined,
    threads: threads.sort((a, b) => a.record.threadId - b.record.threadId),
  };
}

function readThread(
  dir: string,
  pid: number,
  thread: string,
  workers: ReadonlyMap<number, WorkerRow>,
): RecordedThread | undefined {
  const layout = threadLayout(dir, pid, thread);
  const record = readJson(layout.record) as ThreadRecord | undefined;
  if (record === undefined) return undefined;
  return {
    pid,
    thread,
    name: workers.get(record.threadId)?.name ?? "",
    record,
    end: readJson(layout.end) as ThreadEndRecord | undefined,
    usage: readLines<UsageRow>(layout.timeline),
    cpuChunks: readdirSync(layout.dir)
      .filter((name) => CPU_CHUNK_PATTERN.test(name))
      .sort()
      .map((name) => join(layout.dir, name)),
    sourceMaps: readLines<SourceMapRow>(layout.sourceMaps),
  };
}

/** The probe writes these files whole; one that is missing or damaged was never finished. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function readLines<T>(file: string): T[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return []; // never written: nothing happened that belongs there
  }
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as T];
    } catch {
      return []; // cut off by a kill
    }
  });
}
