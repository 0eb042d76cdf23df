import type { CpuView, MemoryView } from "./view-model.ts";

/** Whether memory was read over time; an imported heap profile is of one moment. */
export function hasMemoryTimeline(memory: MemoryView | undefined): memory is MemoryView {
  return memory !== undefined && memory.momentary !== true;
}

/** Whether it is known what ran when. */
export function hasCpuTimeline(cpu: CpuView | undefined): cpu is CpuView {
  return cpu !== undefined && cpu.unordered !== true;
}
