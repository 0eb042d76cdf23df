import type { FrameView } from "../view-model.ts";
import type { ShownTree } from "./shown-tree.ts";

/** What a row of a tree is called. */
export function rowName(frames: readonly FrameView[], tree: ShownTree, row: number): string {
  const frame = tree.frame(row);
  return frame < 0 ? tree.title(row) : frameName(frames, frame);
}

export function frameName(frames: readonly FrameView[], frame: number): string {
  return frames[frame]?.name || "(anonymous)";
}
