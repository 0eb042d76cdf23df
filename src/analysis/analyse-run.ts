/** From a recorded run to what is known of it: CPU and memory over one call tree. */
import type { Run } from "../run/read-run.ts";
import { activityBins } from "./agents/activity-bins.ts";
import { type ReadSlices, type ThreadSlices, threadSlices } from "./agents/thread-slices.ts";
import { addWallTimes, analyseCpu, type CpuAnalysis, joinCpuProfiles, type ReadProfile } from "./cpu/analyse-cpu.ts";
import { type CallTree, CallTreeBuilder } from "./cpu/call-tree.ts";
import { frameTotals } from "./cpu/frame-totals.ts";
import { preorder } from "./cpu/preorder.ts";
import { analyseMemory, type MemoryAnalysis } from "./memory/analyse-memory.ts";
import { addBytes, joinHeapProfiles, type ReadHeapProfile } from "./memory/heap-profiles.ts";

export interface RunAnalysis {
  readonly tree: CallTree;
  /** undefined where no CPU profile was taken. */
  readonly cpu: CpuAnalysis | undefined;
  /** undefined where memory was not recorded. */
  readonly memory: MemoryAnalysis | undefined;
  /** Of each thread; undefined where no agent was met in it. */
  readonly slices: readonly (ThreadSlices | undefined)[];
}

export interface RunReaders {
  readonly cpuProfile: ReadProfile;
  readonly heapProfile: ReadHeapProfile;
  readonly slices: ReadSlices;
}

/** @param probeUrl URL of the probe's code, whose time and memory are kept apart */
export function analyseRun(run: Run, readers: RunReaders, probeUrl: string): RunAnalysis {
  const builder = new CallTreeBuilder(probeUrl);
  const cpuThreads = joinCpuProfiles(run, builder, readers.cpuProfile);
  const heapProfiles = joinHeapProfiles(run, builder, readers.heapProfile);
  const built = builder.tree();
  // Only to know which nodes have anything at all: µs and bytes need not be comparable.
  const nodeSelf = new Float64Array(built.parent.length);
  addWallTimes(cpuThreads, nodeSelf);
  addBytes(heapProfiles, nodeSelf);
  const order = preorder(built, frameTotals(built, nodeSelf).nodeTotal);
  const bins = activityBins(run);
  const slices = cpuThreads.map(({ track, samples }) => threadSlices(track, samples.startUs, bins, readers.slices));
  const { cpu, memory } = run.manifest;
  return {
    tree: order.tree,
    cpu: cpu === undefined ? undefined : analyseCpu(run, cpuThreads, slices, built, order),
    memory: memory === undefined ? undefined : analyseMemory(run, memory, heapProfiles, order),
    slices,
  };
}
