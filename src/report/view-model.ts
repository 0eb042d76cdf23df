/**
 * What a report says, as plain data: made by `analysis → view-model`, read by every renderer (HTML, JSON, text) and,
 * embedded in the page, by the browser's code. Nothing here is formatted except `headline`, `facts` and sentences.
 */

export type Severity = "error" | "warning" | "info";

/** What a frame is: the report colours by it. `program`, `idle` and `gc` are V8's own states, never code. */
export const FRAME_KINDS = ["own", "package", "node", "native", "gc", "program", "idle", "probe"] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

export interface Fact {
  readonly value: string;
  readonly label: string;
}

export interface FindingView {
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence with a figure, a name and a place. Text in backticks is code. */
  readonly message: string;
  /** Frame (index into `CpuView.frames`) that the finding points at; "show" highlights it in every view. */
  readonly frame?: number;
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface FrameView {
  readonly name: string;
  /** Path relative to the working directory, `node:fs`, or "" for V8's own. */
  readonly file: string;
  /** 1-based; 0 where V8 gives none. */
  readonly line: number;
  readonly column: number;
  readonly kind: FrameKind;
  /** npm package of the frame, or "". */
  readonly package: string;
  /** V8's reason for not optimising the function, or "". */
  readonly deopt: string;
}

export interface ThreadView {
  /** e.g. `main`, `worker-2 (agent-a)`, `child 4711 main`: as a person would call it; unique in the report. */
  readonly label: string;
  readonly pid: number;
  /** `main` or `worker-<n>`. */
  readonly thread: string;
  /** CPU time that the operating system counted, ms; null where it could not be read. */
  readonly osCpuMs: number | null;
  /** CPU time in the samples after reconciliation, ms. */
  readonly cpuMs: number;
  /** Time in which the thread had nothing to run or waited in a blocking call, ms. */
  readonly waitMs: number;
  /** Time in which the thread could run but had no core, ms. */
  readonly runDelayMs: number | null;
  /** First and last sample, ms from the start of the run. */
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: number;
}

export interface HotspotView {
  readonly frame: number;
  readonly selfMs: number;
  readonly selfPercent: number;
  readonly totalMs: number;
  readonly totalPercent: number;
}

export interface PackageView {
  readonly name: string;
  readonly kind: FrameKind;
  readonly selfMs: number;
  readonly selfPercent: number;
}

/**
 * The call tree over all threads and every sample in it. All trees, shares and time ranges that the page shows are
 * sums over `samples`; nothing is aggregated away.
 */
export interface CpuView {
  readonly intervalUs: number;
  /** CPU time of all threads, ms: the 100 % of every share. */
  readonly totalCpuMs: number;
  readonly threads: readonly ThreadView[];
  readonly frames: readonly FrameView[];
  readonly hotspots: readonly HotspotView[];
  readonly packages: readonly PackageView[];
  readonly tree: TreeColumns;
  /** One entry a thread, in the order of `threads`. */
  readonly samples: readonly SampleColumns[];
}

/** Call nodes in preorder: node 0 is the root (frame 0, named `(root)`), and `parent[i] < i`. */
export interface TreeColumns {
  readonly parent: Uint32Array;
  readonly frame: Uint32Array;
}

/** The samples of one thread in order of time; neighbours with the same node are merged. */
export interface SampleColumns {
  /** Start of the first sample, µs from the start of the run. */
  readonly startUs: number;
  /** Wall-clock length of each, µs: the next one starts where it ends. */
  readonly wallUs: Uint32Array;
  /** CPU time of each, µs; 0 where the thread waited. */
  readonly cpuUs: Uint32Array;
  /** Index into `TreeColumns`. */
  readonly node: Uint32Array;
}

export interface ReportView {
  readonly schema: "swarmprof/report@1";
  readonly verb: string;
  readonly bench: string;
  readonly runId: string;
  readonly startedAt: string;
  readonly command: string;
  /** The answer in one sentence. */
  readonly headline: string;
  readonly facts: readonly Fact[];
  readonly findings: readonly FindingView[];
  readonly environment: readonly NamedValue[];
  /** Method, error, what was lost, what the profiler itself cost: whole sentences. */
  readonly honesty: readonly string[];
  readonly cpu?: CpuView;
}
