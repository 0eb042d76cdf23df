/** What the memory rules look at. */
import type { RecordedThread, Run } from "../../run/read-run.ts";
import type { CallTree, Frame } from "../cpu/call-tree.ts";
import type { Finding } from "../finding.ts";
import type { MemoryAnalysis } from "../memory/analyse-memory.ts";
import type { MemoryGrower } from "../memory/memory-growers.ts";
import type { AllocationSites } from "../memory/allocation-sites.ts";
import type { ThreadHeap } from "../memory/thread-heap.ts";

export interface MemoryFacts {
  readonly run: Run;
  readonly memory: MemoryAnalysis;
  readonly tree: CallTree;
  /** What is live at the highest level of which there is a profile; undefined where there is none. */
  readonly live: AllocationSites | undefined;
  /** Classes of which there is more after each iteration; undefined where that was not looked at, as where nothing grows. */
  readonly growers: readonly MemoryGrower[] | undefined;
  /** A frame's file, relative to where the target was started. */
  readonly place: (frame: Frame) => string;
  /** A script, as V8 knows it, likewise. */
  readonly fileOf: (script: string) => string;
  /** A file of the run, relative to the working directory. */
  readonly pathOf: (file: string) => string;
  /** A thread as a person would call it. */
  readonly labelOf: (track: RecordedThread) => string;
  readonly nameOf: (thread: ThreadHeap) => string;
}

/** A rule looks at one thing; it is silent where that is well. */
export type MemoryRule = (facts: MemoryFacts) => readonly Finding[];
