import type { FrameView } from "../view-model.ts";
import type { CallTree } from "./call-tree.ts";

/** Names of the npm packages, the one whose own functions weigh most first. */
export function packagesByWeight(
  frames: readonly FrameView[],
  tree: CallTree,
  each: (visit: (node: number, weight: number) => void) => void,
): string[] {
  const weights = new Map<string, number>();
  for (const frame of frames) if (frame.kind === "package") weights.set(frame.package, 0);
  each((node, weight) => {
    const frame = frames[tree.frame[node]!];
    if (frame?.kind === "package") weights.set(frame.package, weights.get(frame.package)! + weight);
  });
  return Array.from(weights)
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name);
}
