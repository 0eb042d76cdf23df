/**
 * A run directory as data. Takes what is there: a process without an end was killed, a line that a kill has cut is
 * dropped; neither is an error.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DoctorVerdict } from "./doctor-verdict.ts";
import { CPU_CHUNK_PATTERN, processLayout, runLayout, type ThreadLayout, threadLayout } from "./layout.ts";
import { readManifest } from "./manifest.ts";
import type {
  AgentAllocationRow,
  AgentContextRow,
  AgentRow,
  CollectionRow,
  HandoffRow,
  HeapProfileRow,
  HeapRow,
  LevelRow,
  ProcessEndRecord,
  ProcessMemoryRow,
  ProcessAgentRecord,
  ProcessMetRow,
  ProcessNamedRow,
  ProcessRecord,
  ProcessRenamedRow,
  RecorderRecord,
  RunManifest,
  KeptSnapshotRow,
  GrowthSnapshotRow,
  SnapshotRow,
  SourceMapRow,
  ThreadEndRecord,
  ThreadRecord,
  UsageRow,
  WeighingRow,
  WorkerRow,
} from "./records.ts";

export interface Run {
  readonly dir: string;
  readonly manifest: RunManifest;
  /** In the order in which they started. */
  readonly processes: readonly RecordedProcess[];
  /** Of every process, Node or not, in the order in which they were met; empty where memory was not recorded. */
  readonly memory: readonly ProcessMemory[];
  /** undefined where @clinic/doctor was not asked, or had nothing to judge. */
  readonly doctor: DoctorVerdict | undefined;
}

/** A process as seen from outside. */
export interface ProcessMemory extends ProcessMetRow {
  readonly rows: readonly ProcessMemoryRow[];
  /** Which agent it says that it is, or "". */
  readonly agent: string;
}

export interface RecordedProcess {
  readonly record: ProcessRecord;
  /** undefined where the process was killed. */
  readonly end: ProcessEndRecord | undefined;
  readonly recorder: RecorderRecord | undefined;
  /** Which agent it says that it is, or "". */
  readonly agent: string;
  readonly threads: readonly RecordedThread[];
}

export interface RecordedThread {
  readonly pid: number;
  /** `main` or `worker-<threadId>` */
  readonly thread: string;
  /** The worker's `name` option, or "". */
  readonly name: string;
  /** The worker's file as the program gave it; "" for the main thread, and for threads that Node made for itself. */
  readonly file: string;
  readonly record: ThreadRecord;
  /** undefined where the thread was cut off. */
  readonly end: ThreadEndRecord | undefined;
  readonly usage: readonly UsageRow[];
  readonly cpuChunks: readonly string[];
  readonly sourceMaps: readonly SourceMapRow[];
  /** undefined where memory was not recorded. */
  readonly memory: ThreadMemory | undefined;
  /** Agents that were met in the thread, by index from 1. */
  readonly agents: readonly AgentRow[];
  /** Names of the classes that were found whose instances are agents. */
  readonly agentClasses: readonly string[];
  readonly agentAllocations: readonly AgentAllocationRow[];
  /** What the program told of the contexts of agents, and of messages between them; absent: nothing. */
  readonly agentContexts?: readonly AgentContextRow[];
  readonly handoffs?: readonly HandoffRow[];
  /** The file that says which of them ran when. */
  readonly slices: string;
  /** With the paths of their files. */
  readonly snapshots: readonly SnapshotRow[];
  /** Of a program whose memory grows; with the paths of their files, which are gone once they have been read. */
  readonly growthSnapshots: readonly GrowthSnapshotRow[];
  /** Where what was found in those stands. */
  readonly growers: string;
  /** Heap snapshots that were asked for; with the paths of their files. */
  readonly keptSnapshots: readonly KeptSnapshotRow[];
  readonly weighings: readonly WeighingRow[];
}

/** All in the order of time. */
export interface ThreadMemory {
  readonly spaces: readonly string[];
  readonly heap: readonly HeapRow[];
  readonly collections: readonly CollectionRow[];
  readonly levels: readonly LevelRow[];
  /** With the paths of their files. */
  readonly profiles: readonly HeapProfileRow[];
}

/** @throws SwarmprofError RUN_UNREADABLE, RUN_TOO_NEW */
export function readRun(dir: string): Run {
  const manifest = readManifest(dir);
  const processes = readdirSync(dir)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(dir, Number(pid)) ?? []);
  processes.sort((a, b) => a.record.startUs - b.record.startUs);
  const layout = runLayout(dir);
  const doctor = readJson(layout.doctor) as DoctorVerdict | undefined;
  return { dir, manifest, processes, memory: readProcessMemory(layout.memory), doctor };
}

function readProcessMemory(file: string): ProcessMemory[] {
  const met: (ProcessMetRow & { name: string; agent: string; rows: ProcessMemoryRow[] })[] = [];
  // A pid may come again as another process: rows belong to the last one that was met under it.
  const current = new Map<number, (typeof met)[number]>();
  for (const line of readLines<MemoryLine>(file)) {
    if (isRow(line)) current.get(line[1])?.rows.push(line);
    else if ("ppid" in line) {
      const process = { ...line, agent: "", rows: [] };
      met.push(process);
      current.set(line.pid, process);
    } else {
      const process = current.get(line.pid);
      if (process === undefined) continue;
      if ("agent" in line) process.agent = line.agent;
      else process.name = line.name;
    }
  }
  return met;
}

type MemoryLine = ProcessMemoryRow | ProcessMetRow | ProcessNamedRow | ProcessRenamedRow;

function isRow(line: MemoryLine): line is ProcessMemoryRow {
  return Array.isArray(line);
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
    agent: (readJson(layout.agent) as ProcessAgentRecord | undefined)?.id ?? "",
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
  const { name = "", file = "" } = workers.get(record.threadId) ?? {};
  return {
    pid,
    thread,
    name,
    file,
    record,
    end: readJson(layout.end) as ThreadEndRecord | undefined,
    usage: readLines<UsageRow>(layout.timeline),
    cpuChunks: readdirSync(layout.dir)
      .filter((chunk) => CPU_CHUNK_PATTERN.test(chunk))
      .sort()
      .map((chunk) => join(layout.dir, chunk)),
    sourceMaps: readLines<SourceMapRow>(layout.sourceMaps),
    memory: record.heapSpaces === undefined ? undefined : readThreadMemory(layout, record.heapSpaces),
    // An agent that was met before it had its name stands there twice: the last one counts.
    agents: [...new Map(readLines<AgentRow>(layout.agents).map((row) => [row.index, row])).values()],
    agentClasses: readLines<string>(layout.agentClasses),
    agentAllocations: (readJson(layout.agentAllocations) ?? []) as AgentAllocationRow[],
    agentContexts: (readJson(layout.agentContexts) ?? []) as AgentContextRow[],
    handoffs: readLines<HandoffRow>(layout.handoffs),
    slices: layout.slices,
    growthSnapshots: readLines<GrowthSnapshotRow>(layout.growthSnapshots).map((row) => ({
      ...row,
      file: join(layout.dir, row.file),
    })),
    growers: layout.growers,
    keptSnapshots: readLines<KeptSnapshotRow>(layout.keptSnapshots).map((row) => ({
      ...row,
      file: row.file === "" ? "" : join(layout.dir, row.file),
    })),
    snapshots: readLines<SnapshotRow>(layout.snapshots).map((row) => ({ ...row, file: join(layout.dir, row.file) })),
    weighings: readLines<WeighingRow>(layout.weighings),
  };
}

function readThreadMemory(layout: ThreadLayout, spaces: readonly string[]): ThreadMemory {
  // The thread writes its rows in blocks; its last ones may stand before those of a block that was under way.
  const byTime = (a: readonly [number, ...unknown[]], b: readonly [number, ...unknown[]]): number => a[0] - b[0];
  return {
    spaces,
    heap: readLines<HeapRow>(layout.heap).sort(byTime),
    collections: readLines<CollectionRow>(layout.collections),
    levels: readLines<LevelRow>(layout.levels).sort(byTime),
    profiles: readLines<HeapProfileRow>(layout.heapProfiles)
      .map((row) => ({ ...row, file: join(layout.dir, row.file) }))
      .sort((a, b) => a.t - b.t),
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
