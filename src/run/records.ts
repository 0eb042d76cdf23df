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
  readonly intervalUs: number;
  readonly status: RunStatus;
  readonly environment: EnvironmentFingerprint;
  /** Absent while the target runs, and for ever where swarmprof itself was killed. */
  readonly target?: TargetOutcome;
}

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
}

/** `process-end.json`: written when a process ends in a way that lets it. */
export interface ProcessEndRecord {
  readonly endUs: Microseconds;
  /** user + system time of all threads of the process, µs */
  readonly cpuUs: Microseconds;
  /** CPU time of V8's sampling threads, µs; null where it cannot be read. */
  readonly samplerCpuUs: Microseconds | null;
}

/** `recorder.json`: what the recorder thread itself cost. */
export interface RecorderRecord {
  readonly cpuUs: Microseconds | null;
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
