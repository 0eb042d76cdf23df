/** Puts profiles that swarmprof did not record into a run directory, as if the probe had. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SwarmprofError } from "../errors.ts";
import { cpuChunkFile, heapProfileName, processLayout, threadLayout, threadName } from "./layout.ts";
import type { AllocationKind, HeapProfileRow, ProcessRecord, ThreadRecord, WorkerRow } from "./records.ts";

export interface ImportedThread {
  readonly pid: number;
  readonly name: string;
  readonly startUs: number;
  /** The text of a `.cpuprofile`; undefined where there is none. */
  readonly cpu: string | undefined;
  readonly heaps: readonly { readonly text: string; readonly kind: AllocationKind; readonly intervalBytes: number }[];
}

/**
 * The first thread of a process counts as its main thread.
 * @param dir the run's folder
 * @throws SwarmprofError OUTPUT_UNWRITABLE
 */
export function writeImported(dir: string, threads: readonly ImportedThread[]): void {
  try {
    for (const pid of new Set(threads.map((thread) => thread.pid))) {
      writeProcess(
        dir,
        pid,
        threads.filter((thread) => thread.pid === pid),
      );
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't write the run to ${dir}: ${why}. Choose a folder with --out`, {
      cause,
    });
  }
}

function writeProcess(dir: string, pid: number, threads: readonly ImportedThread[]): void {
  const layout = processLayout(dir, pid);
  const startUs = threads.reduce((first, thread) => Math.min(first, thread.startUs), Number.POSITIVE_INFINITY);
  const record: ProcessRecord = { pid, ppid: 0, node: "", argv: [], cwd: "", startUs, rssBytes: [0, 0] };
  write(layout.record, JSON.stringify(record));
  const names = threads.map(({ name }, threadId): WorkerRow => ({ threadId, name, file: "" }));
  write(layout.workers, names.map((row) => `${JSON.stringify(row)}\n`).join(""));
  for (const [threadId, thread] of threads.entries()) writeThread(dir, pid, threadId, thread);
}

function writeThread(dir: string, pid: number, threadId: number, { startUs, cpu, heaps }: ImportedThread): void {
  const layout = threadLayout(dir, pid, threadName(threadId));
  const memory = heaps.length === 0 ? {} : { heapSpaces: [] };
  const record: ThreadRecord = { threadId, tid: null, startUs, usage: null, ...memory };
  write(layout.record, JSON.stringify(record));
  if (cpu !== undefined) write(cpuChunkFile(layout.dir, 1), cpu);
  const rows = heaps.map(({ text, kind, intervalBytes }, i): HeapProfileRow => {
    const file = heapProfileName(i + 1);
    write(join(layout.dir, file), text);
    return { file, t: startUs, from: startUs, kind, reason: "imported", intervalBytes, levelBytes: 0 };
  });
  if (rows.length > 0) write(layout.heapProfiles, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
}
