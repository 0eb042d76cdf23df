import type { CpuView } from "../view-model.ts";
import type { ShownTree } from "./shown-tree.ts";

/** What a row of a tree is called. */
export function rowName(cpu: CpuView, tree: ShownTree, row: number): string {
  const frame = tree.frame(row);
  return frame < 0 ? tree.title(row) : frameName(cpu, frame);
}

export function frameName(cpu: CpuView, frame: number): string {
  return cpu.frames[frame]?.name || "(anonymous)";
}
