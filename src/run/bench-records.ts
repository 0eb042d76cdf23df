/**
 * What the harness inside a bench's process and the runner outside tell each other, and what is kept of it: plain data, in
 * JSON. Times are ns an operation unless their name says otherwise.
 */
import type { HistogramCounts } from "../stats/histogram.ts";

export type BenchKind = "micro" | "integration" | "load";
export const BENCH_KINDS: readonly BenchKind[] = ["micro", "integration", "load"];

export type ParamValue = string | number | boolean;

/** Through this environment variable the harness is told what to do; it is gone before the bench file is loaded. */
export const HARNESS_VARIABLE = "SWARMPROF_BENCH";

export interface HarnessSettings {
  readonly file: string;
  /** Where the answer goes. */
  readonly output: string;
  /** undefined: only say which benches there are. */
  readonly measure?: MeasureSettings;
  /** Numbers of agents in place of those that benches with agents name. */
  readonly agents?: readonly number[];
  /** To be called again and again in place of that, under a profiler, which does the measuring. */
  readonly profile?: ProfiledCalls;
  /** What the program is to find as its arguments. */
  readonly args?: readonly string[];
}

export interface ProfiledCalls {
  /** Places of the benches among those of the file. */
  readonly benches: readonly number[];
  /** Of each, with a mark after each call; 0: for so long, without marks. */
  readonly iterations: number;
  /** Calls before those. */
  readonly warmup: number;
  readonly durationMs: number;
}

/** V8's heap and what is outside of it, after forced collections. */
export interface MemoryLevels {
  /** Before the bench was set up. */
  readonly beforeBytes: number;
  /** Set up, and called a few times. */
  readonly withBytes: number;
  /** After it was torn down. */
  readonly afterBytes: number;
}

export interface MeasureSettings {
  /** Place of the bench among those of its file. */
  readonly index: number;
  readonly name: string;
  /** Time to measure for, ms. */
  readonly timeMs: number;
  readonly warmupMs: number;
  readonly longestWarmupMs: number;
  /** Whether to measure what the bench holds, too. */
  readonly levels?: boolean;
}

/** A bench as its file registers it, every choice of parameters on its own. */
export interface BenchListing {
  /** Suites and name, as people read it: `orchestration › delegate task [agents=10]`. */
  readonly name: string;
  readonly kind: BenchKind;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Limits as they were written, by metric. */
  readonly budgets: Readonly<Record<string, string | number>>;
  /** Whose interface the file speaks. */
  readonly dialect: "swarmprof" | "tinybench" | "mitata";
}

export interface Listed {
  readonly benches: readonly BenchListing[];
  /** What went wrong after, or instead of, registering; absent where nothing did. */
  readonly error?: string;
}

/** What one process measured of one bench. */
export interface ProcessMeasurement {
  readonly operations: number;
  /** Operations between two looks at the clock. */
  readonly batch: number;
  /** Consecutive stretches of about 10 ms or one operation, in order: the time of an operation in each, garbage collections included. */
  readonly segments: readonly number[];
  /** Of each segment the share of its time in which the thread could have run but had no CPU, 0 to 1; null where the system does not say. */
  readonly waiting: readonly number[] | null;
  /** Quantiles of the batches: see BATCH_QUANTILES. */
  readonly quantiles: readonly number[];
  /** Without the time of waiting. */
  readonly meanNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  readonly warmup: { readonly ms: number; readonly operations: number; readonly steady: boolean };
  readonly allocation: AllocationMeasurement | null;
  readonly peakRssBytes: number | null;
  readonly metrics: readonly MetricMeasurement[];
  readonly levels?: MemoryLevels | undefined;
}

/** Time of an operation in each segment without that in which the thread stood in line for a CPU: that is other programs' doing. */
export function ownTime({ segments, waiting }: Pick<ProcessMeasurement, "segments" | "waiting">): number[] {
  return segments.map((ns, i) => ns * (1 - (waiting?.[i] ?? 0)));
}

export const BATCH_QUANTILES: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

export interface AllocationMeasurement {
  /** In V8's heap, garbage included. */
  readonly bytesPerOp: number;
  /** Outside of it, in Buffers and the like; null where that could not be told. */
  readonly externalBytesPerOp: number | null;
  /** Of the time, 0 to 1. */
  readonly gcShare: number;
  readonly collections: number;
  readonly operations: number;
}

export type MetricMeasurement =
  | { readonly kind: "histogram"; readonly name: string; readonly unit: string; readonly counts: HistogramCounts }
  | {
      readonly kind: "counter";
      readonly name: string;
      readonly unit: string;
      readonly total: number;
      readonly perSecond: number;
    }
  | {
      readonly kind: "gauge";
      readonly name: string;
      readonly unit: string;
      readonly last: number;
      readonly max: number;
    };

export interface Measured {
  readonly measurement?: ProcessMeasurement;
  readonly error?: string;
}

/** A bench of a run: found in a file, chosen, and to be measured. */
export interface ChosenBench extends BenchListing {
  /** Path of the file as it is shown: relative to the working directory, with forward slashes. */
  readonly file: string;
  /** Place among the benches of its file. */
  readonly index: number;
}

/** A line of `measurements.ndjson`: what one process came to. */
export interface MeasurementLine extends Measured {
  /** Place of the bench in `benches.json`. */
  readonly bench: number;
  /** 0 is the first process of the bench. */
  readonly process: number;
}
