/** From the readings of a run to its memory: of processes, of threads, over time and over iterations. */
import type { Run } from "../../run/read-run.ts";
import type { MemorySettings } from "../../run/records.ts";
import { median } from "../../stats/quantiles.ts";
import type { Preorder } from "../cpu/preorder.ts";
import { type GrowthSite, growthSites } from "./growth-sites.ts";
import type { JoinedHeapProfile } from "./heap-profiles.ts";
import { type MemoryParts, partsAt, probeBytes } from "./memory-parts.ts";
import {
  longestGapMs,
  type MemoryPeak,
  memoryPeak,
  type ProcessTimeline,
  processTimelines,
} from "./process-timeline.ts";
import { overallGrowth, type ThreadGrowth, threadGrowth } from "./thread-growth.ts";
import { type ThreadHeap, threadHeap } from "./thread-heap.ts";

export interface MemoryAnalysis {
  readonly settings: MemorySettings;
  readonly processes: readonly ProcessTimeline[];
  /** One for each thread of the run, in its order; undefined where its heap was not recorded. */
  readonly threads: readonly (ThreadHeap | undefined)[];
  /** null where the system tells nothing of processes. */
  readonly peak: MemoryPeak | null;
  readonly peakParts: MemoryParts;
  readonly longestGapMs: number | null;
  readonly growth: readonly ThreadGrowth[];
  /** The verdict of the run. */
  readonly overall: ThreadGrowth | undefined;
  /** Where what came to stay was allocated; only where something grows. */
  readonly growthSites: readonly GrowthSite[];
  readonly operations: OperationCost | undefined;
  readonly profiles: readonly JoinedHeapProfile[];
  /** Memory of the profiler in all processes, bytes. */
  readonly probeBytes: number;
}

/** What one iteration costs. */
export interface OperationCost {
  /** The median over those after the warm-up. */
  readonly allocatedBytes: number;
}

export function analyseMemory(
  run: Run,
  settings: MemorySettings,
  joined: readonly JoinedHeapProfile[],
  { tree, moved }: Preorder,
): MemoryAnalysis {
  const tracks = run.processes.flatMap((process) => process.threads);
  const threads = tracks.map((track) => (track.memory === undefined ? undefined : threadHeap(track, track.memory)));
  const known = threads.filter((thread) => thread !== undefined);
  const processes = processTimelines(run);
  const peak = processes.length === 0 ? null : memoryPeak(processes);
  const growth = known.flatMap((thread) => threadGrowth(thread, run.manifest.startUs));
  const overall = overallGrowth(growth);
  const profiles = joined.map((profile) => ({ ...profile, node: profile.node.map((node) => moved[node] as number) }));
  return {
    settings,
    processes,
    threads,
    peak,
    peakParts: partsAt(peak?.atUs ?? 0, peak?.rssBytes ?? 0, processes, known),
    longestGapMs: processes.length === 0 ? null : longestGapMs(processes),
    growth,
    overall,
    growthSites:
      overall?.growth.verdict === "leak" ? growthSites(overall, threads.indexOf(overall.thread), profiles, tree) : [],
    operations: operationCost(known),
    profiles,
    probeBytes: processes.reduce((sum, process) => sum + probeBytes(process), 0),
  };
}

function operationCost(threads: readonly ThreadHeap[]): OperationCost | undefined {
  const rows = threads.flatMap(({ memory }) => memory.levels).filter((row) => row[7] > 0 && row[8] > 0);
  if (rows.length === 0) return undefined;
  const judged = rows.slice(Math.floor(rows.length / 3)); // code is compiled and caches fill in the first ones
  return { allocatedBytes: median(judged.map((row) => row[10])) };
}
