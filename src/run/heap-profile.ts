import type { RawFrame } from "./cpu-profile.ts";

/** A sampling heap profile of one thread as columns, whatever format it came in. Lines and columns are 1-based. */
export interface HeapProfile {
  readonly frames: readonly RawFrame[];
  /** Index of each node's parent; -1 at the root. A parent stands before its children. */
  readonly parent: Int32Array;
  /** V8's number of each node, the same in every profile of one sampling. */
  readonly ids: Float64Array;
  /** Bytes allocated in each node itself, estimated from its samples. */
  readonly selfBytes: Float64Array;
  /** How many samples that rests on. */
  readonly samples: number;
}
