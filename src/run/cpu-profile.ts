/** A CPU profile of one thread as columns, whatever format it came in. Lines and columns are 1-based, times absolute. */
export interface CpuProfile {
  readonly startUs: number;
  readonly endUs: number;
  readonly frames: readonly RawFrame[];
  /** Index of each node's parent; -1 at the root. */
  readonly parent: Int32Array;
  /** Index of the node of each sample, in order of time. */
  readonly samples: Uint32Array;
  /** When each sample was taken, µs. */
  readonly timesUs: Float64Array;
}

/** What V8 says of a call node's function, one object a node. */
export interface RawFrame {
  readonly name: string;
  readonly url: string;
  /** 1-based; 0 where V8 gives none. */
  readonly line: number;
  readonly column: number;
  readonly deopt: string;
  /** Which of V8's tiers ran the function; absent where the profiler can't tell. */
  readonly tier?: Tier;
}

/** Of V8's code, from the slowest to the fastest. */
export const TIERS = ["interpreted", "baseline", "maglev", "optimised"] as const;
export type Tier = (typeof TIERS)[number];
