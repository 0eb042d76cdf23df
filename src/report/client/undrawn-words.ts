import { percentText } from "../quantity.ts";
import type { Pruned } from "./prune.ts";
import type { ShownTree } from "./shown-tree.ts";

/** What the graph leaves out, in words: nothing is cut away without being said. */
export function undrawnWords(tree: ShownTree, { zoom, undrawn, limitPx }: Pruned, whole: string): string {
  const shown = tree.total(zoom.row);
  if (shown === 0) return "No samples in this selection.";
  if (undrawn === 0) return "Every frame is drawn.";
  // Upwards, so that the sentence holds for each of them.
  const limit = (Math.floor(limitPx * 10 + 1) / 10).toFixed(1);
  return `Frames narrower than ${limit} px are not drawn here: ${percentText((100 * undrawn) / shown)} of the ${whole}; zoom in to see them.`;
}
