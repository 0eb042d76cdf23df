/**
 * The run directory: which file stands where. The only place that knows a path under `profiles/`. Pure: it joins
 * strings and touches no disk, so that the probe can use it too.
 */
import { join } from "node:path";

const PROFILES_FOLDER = "profiles";
export const REPORTS_FOLDER = "reports";

export interface RunLayout {
  readonly dir: string;
  readonly manifest: string;
}

export interface ProcessLayout {
  readonly dir: string;
  readonly record: string;
  readonly end: string;
  /** Put there by who is about to end the process, to have everything up to now kept; the recorder takes it away when it is. */
  readonly cutRequest: string;
  /** One line a worker thread that the process started: its id, name and file. */
  readonly workers: string;
  readonly recorder: string;
}

export interface ThreadLayout {
  readonly dir: string;
  readonly record: string;
  readonly end: string;
  readonly timeline: string;
  readonly sourceMaps: string;
}

export function runLayout(dir: string): RunLayout {
  return { dir, manifest: join(dir, "run.json") };
}

/** @param bench name of the bench, made of characters that every file system takes: see `benchFolder` */
export function runDir(base: string, bench: string, runId: string): string {
  return join(base, PROFILES_FOLDER, "runs", bench, runId);
}

export function processLayout(dir: string, pid: number): ProcessLayout {
  const own = join(dir, String(pid));
  return {
    dir: own,
    record: join(own, "process.json"),
    end: join(own, "process-end.json"),
    cutRequest: join(own, "cut-request"),
    workers: join(own, "workers.ndjson"),
    recorder: join(own, "recorder.json"),
  };
}

/** Name of a thread's folder: `main`, or `worker-<threadId>`. */
export function threadName(threadId: number): string {
  return threadId === 0 ? "main" : `worker-${threadId}`;
}

export function threadLayout(dir: string, pid: number, thread: string): ThreadLayout {
  const own = join(dir, String(pid), thread);
  return {
    dir: own,
    record: join(own, "thread.json"),
    end: join(own, "thread-end.json"),
    timeline: join(own, "timeline.ndjson"),
    sourceMaps: join(own, "source-maps.ndjson"),
  };
}

export function cpuChunkFile(threadDir: string, chunk: number): string {
  return join(threadDir, `cpu-${String(chunk).padStart(4, "0")}.cpuprofile`);
}

export const CPU_CHUNK_PATTERN = /^cpu-(\d{4,})\.cpuprofile$/;

/** The bench's path as a folder name: no separators, no surprises, still readable. */
export function benchFolder(bench: string): string {
  const readable = bench
    .replace(/^(\.{1,2}[\\/])+/, "")
    .replace(/\.[cm]?[jt]s$/, "")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  // By bytes, since that is what a file system counts; a character cut in half is dropped.
  const bytes = Buffer.from(readable)
    .subarray(-80)
    .toString("utf8")
    .replace(/^\uFFFD+/, "");
  return bytes || "bench";
}
