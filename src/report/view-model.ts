/**
 * What a report says, as plain data: made by `analysis → view-model`, read by every renderer (HTML, JSON, text) and,
 * embedded in the page, by the browser's code. Nothing here is formatted except `headline`, `facts` and sentences.
 */
import type { HeapView } from "./heap-view-model.ts";

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
  /** Frame (index into `CodeView.frames`) that the finding points at; "show" highlights it in every view. */
  readonly frame?: number;
  /** Agent (index into `AgentsView.agents`) that the finding is about; "show" chooses it. */
  readonly agent?: number;
  /** Which figures prove it, where the page has several; without it, those that the page starts with. */
  readonly show?: "cpu" | "live" | "allocated";
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
  /** Samples in each of `TIERS`: interpreted, baseline, maglev, optimised; absent where the profiler can't tell. */
  readonly tiers?: readonly number[];
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

/** CPU time of every thread and every sample in it. All shares and time ranges that the page shows are sums over `samples`. */
export interface CpuView {
  /** Set where samples were counted and their time is unknown: a ms is then one sample. */
  readonly counts?: "samples";
  /** Set where each stack stands once, so that times mean nothing. */
  readonly unordered?: true;
  readonly intervalUs: number;
  /** CPU time of all threads, ms: the 100 % of every share. */
  readonly totalCpuMs: number;
  readonly threads: readonly ThreadView[];
  readonly hotspots: readonly HotspotView[];
  readonly packages: readonly PackageView[];
  /** One entry a thread, in the order of `threads`. */
  readonly samples: readonly SampleColumns[];
}

/** Functions and call tree of all threads; CPU samples and heap profiles both point into it. */
export interface CodeView {
  readonly frames: readonly FrameView[];
  readonly tree: TreeColumns;
}

/** Call nodes in preorder: node 0 is the root (frame 0, named `(root)`), and `parent[i] < i`. */
export interface TreeColumns {
  readonly parent: Uint32Array;
  readonly frame: Uint32Array;
}

/** The samples of one thread in order of time; neighbours with the same node and agent are merged. */
export interface SampleColumns {
  /** Start of the first sample, µs from the start of the run. */
  readonly startUs: number;
  /** Wall-clock length of each, µs: the next one starts where it ends. */
  readonly wallUs: Uint32Array;
  /** CPU time of each, µs; 0 where the thread waited. */
  readonly cpuUs: Uint32Array;
  /** Index into `TreeColumns`. */
  readonly node: Uint32Array;
  /**
   * Whose each is: 1 + index into `AgentsView.agents`, 0 for nobody. Where several are in one another, the innermost: an
   * agent inside of the thread, else the thread, else the process. Absent where all of the thread is nobody's.
   */
  readonly agent?: Uint32Array;
}

/**
 * Memory of every process and thread over time, the growth of what stays after garbage collection, and the functions
 * that allocated. Sizes in columns are KiB, times in columns whole ms from the start of the run.
 */
export interface MemoryView {
  /** Set where there are heap profiles of one moment, and nothing over time. */
  readonly momentary?: true;
  /** Time between two samples, ms. */
  readonly intervalMs: number;
  /** In the order of their starts, Node or not. */
  readonly processes: readonly ProcessMemoryView[];
  /** In the order of `CpuView.threads`, where there is one. */
  readonly threads: readonly ThreadMemoryView[];
  /** The highest sum of the RSS of all processes. */
  readonly peak: MemoryPeak;
  /** What the peak consists of, in the order of drawing, from the bottom. */
  readonly peakParts: readonly MemoryPart[];
  readonly markers: readonly MarkerView[];
  readonly growth: readonly GrowthView[];
  /** Classes of which there is more after each iteration, most bytes first; absent where that was not looked at. */
  readonly growers?: readonly MemoryGrowerView[];
  /** Limits to be drawn into the timeline. */
  readonly limits: readonly { readonly label: string; readonly quantity: "rss" | "heap"; readonly bytes: number }[];
  /** In the order of time. */
  readonly heapProfiles: readonly HeapProfileView[];
  /** What the page lists of allocating functions without a script: of the profile `heapProfiles[listed]`. */
  readonly listed: { readonly profile: number; readonly sites: readonly AllocationSiteView[] } | null;
}

export interface MemoryPeak {
  readonly atMs: number;
  readonly rssBytes: number;
}

export interface MemoryPart {
  readonly name: string;
  readonly bytes: number;
}

export interface ProcessMemoryView {
  readonly pid: number;
  /** e.g. `main process`, `child 4711`, `child 4712 (python3)`. */
  readonly label: string;
  readonly isNode: boolean;
  readonly startMs: number;
  readonly endMs: number;
  /** The highest RSS, as the system counted it where it does. */
  readonly peakRssBytes: number;
  readonly samples: ProcessMemoryColumns;
}

/** One row a sample. 0 in `pss` means that it was not read then. */
export interface ProcessMemoryColumns {
  readonly atMs: Uint32Array;
  readonly rss: Uint32Array;
  readonly pss: Uint32Array;
  /** The highest RSS since the process started. */
  readonly highWater: Uint32Array;
  /** The part of `rss` that is files mapped into memory: program code, libraries. */
  readonly file: Uint32Array;
  /** CPU time used since the row before, in percent of one core. */
  readonly cpuPercent: Uint32Array;
}

export interface ThreadMemoryView {
  /** The same label as in `CpuView.threads`. */
  readonly label: string;
  readonly pid: number;
  readonly thread: string;
  readonly peakHeapBytes: number;
  /** Bytes that the thread allocated in its V8 heap, garbage included; null where it could not be counted. */
  readonly allocatedBytes: number | null;
  readonly collectionMs: number;
  readonly samples: ThreadMemoryColumns;
  readonly collections: CollectionColumns;
  /** Times in which the event loop did not turn, longest first. */
  readonly stalls: readonly { readonly startMs: number; readonly ms: number }[];
}

/** One row a sample. */
export interface ThreadMemoryColumns {
  readonly atMs: Uint32Array;
  /** V8's heap: used by objects, garbage not yet collected included. */
  readonly heapUsed: Uint32Array;
  /** V8's heap: taken from the system. */
  readonly heapTotal: Uint32Array;
  /** Memory outside the heap that objects keep, array buffers included. */
  readonly external: Uint32Array;
  readonly arrayBuffers: Uint32Array;
  /** What V8 itself has from malloc. */
  readonly malloced: Uint32Array;
  /** Allocated in the heap since the row before. */
  readonly allocated: Uint32Array;
  /** `heapUsed` by V8's spaces. */
  readonly spaces: readonly { readonly name: string; readonly used: Uint32Array }[];
}

/** Garbage collections in the order of time. */
export interface CollectionColumns {
  readonly atMs: Uint32Array;
  readonly durationUs: Uint32Array;
  readonly freed: Uint32Array;
  /** Index into `COLLECTION_KINDS`. */
  readonly kind: Uint32Array;
}

export { TIERS } from "../run/cpu-profile.ts";
export { COLLECTION_KINDS } from "../run/records.ts";

/** A moment that the timeline names. */
export interface MarkerView {
  readonly atMs: number;
  readonly kind: "iteration" | "start" | "end" | "peak" | "profile" | "snapshot";
  readonly label: string;
}

/** Levels after garbage collection over iterations or over time, and the line through them. */
export interface GrowthView {
  /** e.g. `heap`, `external memory`, `handles`, `heap and external`. */
  readonly quantity: string;
  /** Label of the thread. */
  readonly thread: string;
  readonly unit: "B" | "1";
  /** What `x` counts. */
  readonly per: "iteration" | "second";
  readonly verdict: "leak" | "flat" | "inconclusive";
  /** One sentence: the verdict, its figures, and where more would decide, how much more. */
  readonly sentence: string;
  /** Growth in `unit` per `per`; null where no line could be fitted. */
  readonly slope: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  /** Line through the judged points: `y = intercept + slope.estimate * x`. */
  readonly intercept: number | null;
  /** The first `x` that was judged; what is before is warm-up. */
  readonly judgedFrom: number | null;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface MemoryGrowerView {
  readonly class: string;
  /** Path relative to the working directory, or "". */
  readonly file: string;
  /** 1-based; 0 where there is none. */
  readonly line: number;
  readonly countPerIteration: number;
  readonly bytesPerIteration: number;
  /** How most of what came is held. */
  readonly path: string;
}

/** A sampling heap profile at one moment of one thread. */
export interface HeapProfileView {
  /** Index into `MemoryView.threads`. */
  readonly thread: number;
  readonly atMs: number;
  /** `live`: what is kept at the moment. `allocated`: all that was allocated between `fromMs` and `atMs`, collected since or not. */
  readonly kind: "live" | "allocated";
  readonly fromMs: number;
  /** Why it was taken: `peak`, `end`, `regular`, `iteration 12`. */
  readonly reason: string;
  /** Bytes between two samples, on average. */
  readonly intervalBytes: number;
  readonly samples: HeapProfileColumns;
}

/** One row a call node: index into `TreeColumns`, and what was allocated there, whole numbers estimated from samples. */
export interface HeapProfileColumns {
  readonly node: Uint32Array;
  /** Bytes; may exceed 2^32. */
  readonly bytes: Float64Array;
  readonly objects: Float64Array;
}

export interface AllocationSiteView {
  readonly frame: number;
  readonly selfBytes: number;
  readonly selfPercent: number;
  readonly selfObjects: number;
  readonly totalBytes: number;
  readonly totalPercent: number;
}

/** Of what an agent works with, as the program told. */
export interface ContextResult {
  readonly contextBytes?: { readonly last: number | null; readonly peak: number };
  readonly contextTokens?: { readonly last: number | null; readonly peak: number };
}

/** Of one agent to another, as the program told. */
export interface HandoffResult {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Until the receiver ran; null where it never did any more. */
  readonly medianWaitMs: number | null;
  readonly maxWaitMs: number | null;
  readonly notTakenUp: number;
}

/** What is known of the agents; null is what is not known. */
export interface AgentsView {
  /** What the order goes by, the most first. */
  readonly rankedBy: "peak" | "cpu";
  readonly agents: readonly AgentView[];
  /** Of each thread: `countedMs` = `agentsMs` + `unattributedMs`. */
  readonly cpu: readonly CpuDivisionView[];
  /** Of each snapshot: `totalBytes` is the sum of the other sizes. */
  readonly heaps: readonly HeapDivisionView[];
  /** What is not known, and why: whole sentences. */
  readonly unknown: readonly string[];
  /** Absent where no agent was ever seen to run. */
  readonly activity?: ActivityView;
  /** What the program told of the agents' contexts, the largest first, and of their messages; absent: nothing. */
  readonly contexts?: readonly (ContextResult & { readonly id: string })[];
  readonly handoffs?: readonly HandoffResult[];
}

/**
 * When each agent ran, in bins of time; a row for each bin in which an agent ran, by agent, then in the order of time. At
 * most a million rows, some 2,000 bins over the run or fewer.
 */
export interface ActivityView {
  /** Width of a bin, ms; bin 0 starts with the run. */
  readonly binMs: number;
  /** Index into `agents`. */
  readonly agent: Uint32Array;
  readonly bin: Uint32Array;
  /** How much of the bin the agent ran, rounded up; more than 100 where it ran in several threads at once. */
  readonly busyPercent: Uint32Array;
}

export interface AgentView {
  readonly id: string;
  readonly model: "process" | "thread" | "object" | "context";
  readonly role: string;
  /** Id of the agent in which it was made, or "". */
  readonly parent: string;
  /** Labels of the threads in which it was seen; of a process, `child <pid>`. */
  readonly threads: readonly string[];
  /** First and last moment at which it ran, ms from the start of the run; null where it was never seen to run. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly cpuMs: number | null;
  /** Of the CPU time that the system counted of all threads. */
  readonly cpuPercent: number | null;
  /** Time in its slices that was no CPU time: it blocked the thread, or the thread had no core. */
  readonly waitMs: number | null;
  readonly peakBytes: number | null;
  /** Whether it may have been higher for a time. */
  readonly isLeastPeak: boolean;
  readonly retainedBytes: number | null;
  readonly sharedBytes: number | null;
  readonly allocatedBytes: number | null;
  /** Memory over time; none of threads and processes. */
  readonly heldAt: readonly HeldAtView[];
  /** How often it began to run. */
  readonly slices: number;
  readonly cpuMethod: string;
  readonly memoryMethod: string;
  /** The largest of what it holds, or "". */
  readonly holdsMost: string;
}

export interface HeldAtView {
  readonly atMs: number;
  readonly ownBytes: number;
  readonly sharedBytes: number;
}

export interface CpuDivisionView {
  readonly thread: string;
  readonly countedMs: number;
  readonly agentsMs: number;
  readonly unattributedMs: number;
}

export interface HeapDivisionView {
  readonly thread: string;
  readonly atMs: number;
  readonly reason: string;
  readonly totalBytes: number;
  readonly ownBytes: number;
  readonly sharedBytes: number;
  readonly globalBytes: number;
  readonly unreachableBytes: number;
  readonly probeBytes: number;
  /** Who shares what with whom, most bytes first. */
  readonly groups: readonly SharedGroupView[];
}

export interface SharedGroupView {
  /** Ids of the first of them. */
  readonly agents: readonly string[];
  readonly agentCount: number;
  readonly bytes: number;
  readonly count: number;
  readonly mainClass: string;
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
  /** Present where `cpu` or a heap profile is. */
  readonly code?: CodeView;
  readonly cpu?: CpuView;
  /** Of a report on heap snapshots, which has no run. */
  readonly heap?: HeapView;
  readonly memory?: MemoryView;
  readonly agents?: AgentsView;
}
