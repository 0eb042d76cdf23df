/**
 * What the probe writes about a process and its threads, and what the capture writes about the run: the contents of the
 * small JSON files of a run directory. Times are µs of the monotonic clock (`process.hrtime`), which all processes of a
 * machine share, and on which V8 stamps its samples.
 */

export type Microseconds = number;
export type Milliseconds = number;

export const RUN_SCHEMA = 1;

export type RunStatus = "running" | "complete" | "failed" | "killed" | "timed-out" | "interrupted";

/** `run.json`. */
export interface RunManifest {
  readonly schema: number;
  readonly id: string;
  readonly verb: string;
  readonly bench: string;
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly startUs: Microseconds;
  /** Absent where no CPU profile was taken. */
  readonly cpu?: CpuSettings;
  /** Absent where memory was not recorded. */
  readonly memory?: MemorySettings;
  /** Absent where no agents were asked for. */
  readonly agents?: AgentSettings;
  readonly status: RunStatus;
  readonly environment: EnvironmentFingerprint;
  /** Absent while the target runs, and for ever where swarmprof itself was killed. */
  readonly target?: TargetOutcome;
  /** Where a run comes from that swarmprof did not record; its `command` and `environment` are those of the import. */
  readonly imported?: ImportedFrom;
}

export interface ImportedFrom {
  readonly files: readonly ImportedFile[];
  /** `samples`: the files have counts and no times; a sample stands there as 1 ms. */
  readonly unit: "us" | "samples";
  /** Whether samples stand in the order in which they were taken. */
  readonly inOrder: boolean;
}

export interface ImportedFile {
  readonly name: string;
  readonly format: string;
  /** What made it, as far as it says so; else "". */
  readonly tool: string;
  readonly bytes: number;
}

export interface CpuSettings {
  /** Time between two samples, µs. */
  readonly intervalUs: Microseconds;
  /** What took the samples, with its version: `v8-profiler-next 1.10.0`. Absent: V8's inspector. */
  readonly engine?: string;
  /** `outside`: the samples are not taken by the probe, but by V8's log or by the system. */
  readonly by?: "probe" | "outside";
  /** Whether a thread is sampled only while it has a core: what is between its samples it did not run. */
  readonly onCoreOnly?: boolean;
}

export interface MemorySettings {
  /** Time between two readings, ms. */
  readonly intervalMs: Milliseconds;
  /** Bytes between two samples of the heap profile, on average. */
  readonly heapIntervalBytes: number;
  /** What the heap profile keeps: what is live, or all that was ever allocated. V8 has one such profiler a thread. */
  readonly allocations: AllocationKind;
  /** Whether garbage is collected now and then, to see what is left. */
  readonly forcedCollections: boolean;
  /** How often the program's function is called again after its own run; 0: not at all. */
  readonly repeat: number;
  /** Calls before those. */
  readonly warmup: number;
  /** What writes heap snapshots that are asked for; absent: none are, and Node writes those of agents. */
  readonly snapshots?: SnapshotEngine;
  /** When a heap snapshot is to be kept of each thread, and whether also where there may not be memory enough for one. */
  readonly keep?: { readonly when: SnapshotMoment; readonly anyway: boolean };
}

export const SNAPSHOT_ENGINES = ["node", "heapdump"] as const;
export type SnapshotEngine = (typeof SNAPSHOT_ENGINES)[number];

/** At the end, or where the heap is highest. */
export type SnapshotMoment = "end" | "peak";

export type AllocationKind = "live" | "all";

/** How an agent is known: a child process, a worker thread, an instance of a class, an async context. */
export type AgentModel = "process" | "thread" | "object" | "context";

export interface AgentSettings {
  /** Classes whose instances are agents: `[file#]Class[:field]`. */
  readonly classes: readonly string[];
  /** Where child processes have their names: see `agent-name.ts`. */
  readonly names?: readonly string[];
  /** Whether OpenTelemetry spans tell of agents; they don't where it is absent. */
  readonly spans?: boolean;
}

/** `agent.json` of a process: which agent it says that it is. */
export interface ProcessAgentRecord {
  readonly id: string;
}

/** A line of `agents.ndjson`: an agent that was met in the thread. */
export interface AgentRow {
  /** From 1; 0 in slices is nobody. */
  readonly index: number;
  readonly id: string;
  readonly model: AgentModel;
  /** Index of the agent in which it was made, or 0. */
  readonly parent: number;
  readonly role: string;
  readonly t: Microseconds;
}

/** In `slices.bin`, in the place of an agent: see `target/agents/slice-file.ts`. */
export const SLICE_NOTES = {
  reading: 0xffff_ffff,
  call: 0xffff_fffe,
  overhead: 0xffff_fffd,
  summed: 0xffff_fffc,
  delay: 0xffff_fffb,
} as const;

/** Of `agent-allocations.json`: what an agent has allocated in the thread, garbage included, from so many slices. */
export type AgentAllocationRow = readonly [agent: number, bytes: number, measuredSlices: number];

/** Of `agent-contexts.json`: the context that an agent works with, as the program told; bytes and tokens, null: not told. */
export type AgentContextRow = readonly [
  agent: number,
  lastBytes: number | null,
  peakBytes: number | null,
  lastTokens: number | null,
  peakTokens: number | null,
];

/** A line of `handoffs.ndjson`: `waitUs` is the time until the receiver ran, null where it did not any more. */
export type HandoffRow = readonly [t: Microseconds, from: string, to: string, waitUs: Microseconds | null];

/** A line of `snapshots.ndjson`. */
export interface SnapshotRow {
  readonly file: string;
  readonly t: Microseconds;
  readonly tookUs: Microseconds;
  /** `rest`, `peak`, `regular`, `iteration`, `end` */
  readonly reason: string;
  /** After which it was taken. */
  readonly iteration?: number;
}

/** A line of `kept-snapshots.ndjson`: a later one replaces the file of those before. */
export interface KeptSnapshotRow {
  /** "" where there was not memory enough. */
  readonly file: string;
  readonly t: Microseconds;
  readonly tookUs: Microseconds;
  readonly reason: SnapshotMoment;
  readonly neededBytes: number;
  readonly freeBytes: number;
}

/** A line of `growth-snapshots.ndjson`: of the last three, each with a file. */
export interface GrowthSnapshotRow {
  readonly file: string;
  readonly t: Microseconds;
  readonly tookUs: Microseconds;
  /** After which it was taken. */
  readonly iteration: number;
}

/**
 * A line of `weighings.ndjson`: by how much live memory has changed since the one before, or since a snapshot. One agent: it
 * is the agent's; several, of which 0 is nobody: it isn't known whose of them, and each has come to hold no more than it has
 * allocated, null where that isn't known; none: it may be anybody's.
 */
export type WeighingRow = readonly [
  t: Microseconds,
  bytes: number,
  agents: readonly number[],
  allocated?: readonly (number | null)[],
];

export interface TargetOutcome {
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly wallMs: Milliseconds;
  readonly endUs: Microseconds;
}

/** What a reviewer needs to judge the figures; no environment variable. */
export interface EnvironmentFingerprint {
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
  readonly arch: string;
  readonly cpuModel: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly swarmprof: string;
}

/** `process.json`: written when the probe starts in a process. */
export interface ProcessRecord {
  readonly pid: number;
  readonly ppid: number;
  readonly node: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly startUs: Microseconds;
  /** RSS before the probe did anything, and after; bytes. */
  readonly rssBytes: readonly [before: number, after: number];
}

/** `process-end.json`: written when a process ends in a way that lets it. */
export interface ProcessEndRecord {
  readonly endUs: Microseconds;
  /** user + system time of all threads of the process, µs */
  readonly cpuUs: Microseconds;
  /** CPU time of V8's sampling threads, µs; null where it cannot be read. */
  readonly samplerCpuUs: Microseconds | null;
  /** The highest RSS, bytes; null where the system doesn't keep it. */
  readonly peakRssBytes: number | null;
}

/** `recorder.json`: what the recorder thread itself cost. Written early, and again at the end. */
export interface RecorderRecord {
  readonly cpuUs: Microseconds | null;
  /** Memory of the recorder's own V8 heap and what it holds outside, bytes. */
  readonly heapBytes: number;
  readonly cuts: number;
  readonly unanswered: number;
}

/** `thread.json`: written when the probe starts in a thread. */
export interface ThreadRecord {
  readonly threadId: number;
  /** The operating system's id of the thread; null where it cannot be read. */
  readonly tid: number | null;
  readonly startUs: Microseconds;
  readonly usage: ThreadUsage | null;
  /** Names of V8's heap spaces, in the order of the last columns of `heap.ndjson`; absent where memory is not recorded. */
  readonly heapSpaces?: readonly string[];
  /** Why the engine that was asked for did not load here: the inspector took its place. */
  readonly cpuEngineRefused?: string;
}

/** `thread-end.json`. */
export interface ThreadEndRecord {
  readonly endUs: Microseconds;
  readonly usage: ThreadUsage | null;
  readonly cuts: number;
  /** Time the thread stood still for cuts, its start and its end included, µs. */
  readonly cutUs: Microseconds;
  /** Chunks that could not be written. */
  readonly failedCuts: number;
}

/** What the operating system counted for a thread since its start. */
export interface ThreadUsage {
  /** on a core, µs */
  readonly cpuUs: Microseconds;
  /** ready to run but without a core, µs */
  readonly runDelayUs: Microseconds;
}

/** A line of `timeline.ndjson`: `[t, cpuUs, runDelayUs]`. */
export type UsageRow = readonly [Microseconds, Microseconds, Microseconds];

/**
 * A line of `heap.ndjson`: bytes, but for the time and the last two before the spaces. `allocated` counts since the start
 * of the thread, garbage included; the loop's turns and idle time (µs) are null where Node doesn't tell.
 */
export type HeapRow = readonly [
  t: Microseconds,
  used: number,
  total: number,
  physical: number,
  external: number,
  arrayBuffers: number,
  malloced: number,
  peakMalloced: number,
  allocated: number,
  loopTurns: number | null,
  idleUs: number | null,
  ...spaces: number[],
];

export const HEAP_ROW_SPACES = 11;

/** What a collection was; `forced` are the probe's own. */
export const COLLECTION_KINDS = ["minor", "major", "incremental", "weak", "forced"] as const;

/** In the place of a kind: a time in which collections were not recorded. */
export const UNWATCHED = COLLECTION_KINDS.length;

/** A line of `collections.ndjson`: a collection between two readings of the heap; sizes in bytes. */
export type CollectionRow = readonly [
  from: Microseconds,
  to: Microseconds,
  kind: number,
  durationUs: number,
  usedBefore: number,
  usedAfter: number,
  externalBefore: number,
  externalAfter: number,
];

/** A line of `levels.ndjson`: what is left after a forced collection. Sizes in bytes. */
export type LevelRow = readonly [
  t: Microseconds,
  tookUs: Microseconds,
  used: number,
  external: number,
  arrayBuffers: number,
  malloced: number,
  /** Timers, sockets and the like that keep the loop alive. */
  handles: number,
  /** The iteration that has just ended, counted from 1; 0 where the program has none. */
  iteration: number,
  iterationStart: Microseconds,
  iterationEnd: Microseconds,
  /** Allocated in V8's heap during the iteration, garbage included. */
  allocated: number,
  /** Time in collections during the iteration, µs. */
  collectionUs: Microseconds,
];

/** A line of `heap-profiles.ndjson`. */
export interface HeapProfileRow {
  readonly file: string;
  readonly t: Microseconds;
  /** Since when the sampling has gone on. */
  readonly from: Microseconds;
  readonly kind: AllocationKind;
  /** `peak`, `regular`, `end`, `iteration <n>` */
  readonly reason: string;
  readonly intervalBytes: number;
  /** Left in heap and outside after the collection that came with it, bytes. */
  readonly levelBytes: number;
}

/** A line of `memory.ndjson` in the run's folder: a process's memory in KiB and its CPU time in ms; 0 PSS: not read. */
export type ProcessMemoryRow = readonly [
  t: Microseconds,
  pid: number,
  rss: number,
  highWater: number,
  file: number,
  swap: number,
  cpuMs: number,
  pss: number,
];

/** A line of `memory.ndjson`: a process that was met. Of its command only the program's name: arguments hold secrets. */
export interface ProcessMetRow {
  readonly pid: number;
  readonly ppid: number;
  readonly name: string;
  readonly t: Microseconds;
}

/** A line of `memory.ndjson`: a process that says which agent it is; "" where it doesn't any more. */
export interface ProcessNamedRow {
  readonly pid: number;
  readonly agent: string;
}

/** A line of `memory.ndjson`: a process that has become another program. */
export interface ProcessRenamedRow {
  readonly pid: number;
  readonly name: string;
}

/** A line of `workers.ndjson`. */
export interface WorkerRow {
  readonly threadId: number;
  readonly name: string;
  readonly file: string;
}

/** A line of `source-maps.ndjson`: the map of a file that was transformed while it was loaded. */
export interface SourceMapRow {
  readonly url: string;
  readonly map: unknown;
}
