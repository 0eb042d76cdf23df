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
  /** Memory of every process of the target over time, as swarmprof itself reads it from outside. */
  readonly memory: string;
  /** Of `swarmprof run`: which benches were chosen. */
  readonly benches: string;
  /** A line a process that measured one of them. */
  readonly measurements: string;
  /** What @clinic/doctor says. */
  readonly doctor: string;
}

export interface ProcessLayout {
  readonly dir: string;
  readonly record: string;
  readonly end: string;
  /** Put there by who is about to end the process, to have everything up to now kept; the recorder takes it away when it is. */
  readonly cutRequest: string;
  /** Put there by swarmprof: the number of the last heap snapshot that was asked for. */
  readonly snapshotRequest: string;
  /** One line a worker thread that the process started: its id, name and file. */
  readonly workers: string;
  readonly recorder: string;
  /** Which agent the process says that it is. */
  readonly agent: string;
}

export interface ThreadLayout {
  readonly dir: string;
  readonly record: string;
  readonly end: string;
  readonly timeline: string;
  readonly sourceMaps: string;
  /** V8's heap over time. */
  readonly heap: string;
  readonly collections: string;
  /** What is left after forced garbage collections. */
  readonly levels: string;
  /** One line a heap profile: which file, when, why. */
  readonly heapProfiles: string;
  /** One line an agent that was met in the thread. */
  readonly agents: string;
  /** Which agent ran when: see `target/agents/slice-file.ts`. */
  readonly slices: string;
  /** One line a class whose instances are agents, when it was found. */
  readonly agentClasses: string;
  /** What each agent has allocated. */
  readonly agentAllocations: string;
  /** How large the context of each agent is. */
  readonly agentContexts: string;
  /** One line a message from one agent to another. */
  readonly handoffs: string;
  /** One line a heap snapshot. */
  readonly snapshots: string;
  /** One line a heap snapshot of a program whose memory grows over its iterations. */
  readonly growthSnapshots: string;
  /** What was found in those. */
  readonly growers: string;
  /** One line a heap snapshot that was asked for. */
  readonly keptSnapshots: string;
  readonly weighings: string;
}

export function runLayout(dir: string): RunLayout {
  return {
    dir,
    manifest: join(dir, "run.json"),
    memory: join(dir, "memory.ndjson"),
    benches: join(dir, "benches.json"),
    measurements: join(dir, "measurements.ndjson"),
    doctor: join(dir, "doctor.json"),
  };
}

/** Every bench has a folder in it, and every run one in that. */
export function runsFolder(base: string): string {
  return join(base, PROFILES_FOLDER, "runs");
}

/** Saved measurements that later runs are compared with; small, and made to be committed. */
export function baselinesFolder(base: string): string {
  return join(base, PROFILES_FOLDER, "baselines");
}

/** @param bench name of the bench, made of characters that every file system takes: see `benchFolder` */
export function runDir(base: string, bench: string, runId: string): string {
  return join(runsFolder(base), bench, runId);
}

export function processLayout(dir: string, pid: number): ProcessLayout {
  const own = join(dir, String(pid));
  return {
    dir: own,
    record: join(own, "process.json"),
    end: join(own, "process-end.json"),
    cutRequest: join(own, "cut-request"),
    snapshotRequest: join(own, "snapshot-request"),
    workers: join(own, "workers.ndjson"),
    recorder: join(own, "recorder.json"),
    agent: join(own, "agent.json"),
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
    heap: join(own, "heap.ndjson"),
    collections: join(own, "collections.ndjson"),
    levels: join(own, "levels.ndjson"),
    heapProfiles: join(own, "heap-profiles.ndjson"),
    agents: join(own, "agents.ndjson"),
    slices: join(own, "slices.bin"),
    agentClasses: join(own, "agent-classes.ndjson"),
    agentAllocations: join(own, "agent-allocations.json"),
    agentContexts: join(own, "agent-contexts.json"),
    handoffs: join(own, "handoffs.ndjson"),
    snapshots: join(own, "snapshots.ndjson"),
    growthSnapshots: join(own, "growth-snapshots.ndjson"),
    growers: join(own, "growers.json"),
    keptSnapshots: join(own, "kept-snapshots.ndjson"),
    weighings: join(own, "weighings.ndjson"),
  };
}

export function cpuChunkFile(threadDir: string, chunk: number): string {
  return join(threadDir, `cpu-${String(chunk).padStart(4, "0")}.cpuprofile`);
}

/** @returns the name alone, as it stands in the list of heap profiles */
export function heapProfileName(profile: number): string {
  return `heap-${String(profile).padStart(4, "0")}.heapprofile`;
}

export function snapshotFile(threadDir: string, snapshot: number): string {
  return join(threadDir, `snapshot-${String(snapshot).padStart(4, "0")}.heapsnapshot`);
}

/** Not among those that the analysis of agents reads. @param reason `asked` or `near-limit` */
export function askedSnapshotFile(threadDir: string, reason: string, snapshot: number): string {
  return join(threadDir, `${reason}-${String(snapshot).padStart(4, "0")}.heapsnapshot`);
}

export const ASKED_SNAPSHOT_PATTERN = /(asked|near-limit)-\d{4,}\.heapsnapshot$/;

/** What was read from a snapshot, so that it can go. */
export function divisionFile(snapshot: string): string {
  return snapshot.replace(/\.heapsnapshot$/, ".division.json");
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

export function growthSnapshotFile(threadDir: string, snapshot: number): string {
  return join(threadDir, `growth-${String(snapshot).padStart(4, "0")}.heapsnapshot`);
}

export function keptSnapshotFile(threadDir: string): string {
  return join(threadDir, "kept.heapsnapshot");
}
