/** Puts the frames of transformed code where a person wrote them. */
import type { CallTree, Frame } from "./call-tree.ts";
import { frameOrigin } from "./frame-kind.ts";

/** Where a frame stands in its source; undefined where the code that ran is what was written. */
export type LocateFrame = (
  frame: Frame,
) =>
  | { readonly source: string; readonly line: number; readonly column: number; readonly name: string | undefined }
  | undefined;

/** The same tree with the frames' places and names taken from their sources; a bundled package is its package again. */
export function withSourcePositions(tree: CallTree, locate: LocateFrame): CallTree {
  return { ...tree, frames: tree.frames.map((frame) => resolved(frame, locate)) };
}

function resolved(frame: Frame, locate: LocateFrame): Frame {
  const place = frame.kind === "own" && frame.url.startsWith("file:") ? locate(frame) : undefined;
  if (place === undefined) return frame;
  const { source: url, line, column } = place;
  return { ...frame, ...frameOrigin(frame.name, url, line), name: place.name ?? frame.name, url, line, column };
}
