import { place } from "../place.ts";
import type { FrameView } from "../view-model.ts";
import type { CallTree } from "./call-tree.ts";
import type { FunctionFigures } from "./function-figures.ts";
import { mainTier } from "./tiers.ts";
import type { Weights } from "./weights.ts";

export type Search = { readonly kind: "none" } | { readonly kind: "invalid"; readonly reason: string } | Matches;

export interface Matches {
  readonly kind: "matches";
  /** 1 for each frame that matches, by its index. */
  readonly hit: Uint8Array;
  /** Functions that match and have a share, the one with most of its own first. */
  readonly functions: readonly number[];
  /** µs, bytes or objects with at least one match on the stack: each sample once. */
  readonly covered: number;
}

/**
 * Frames whose name, place, package or tier (`tier:interpreted`) contains the text, letters of either case; between slashes it is a regular
 * expression, `/^parse/` or `/^parse/i`.
 */
export function search(
  text: string,
  frames: readonly FrameView[],
  tree: CallTree,
  weights: Weights,
  figures: FunctionFigures,
): Search {
  const term = text.trim();
  if (term === "") return { kind: "none" };
  const matches = matcher(term);
  if (typeof matches === "string") return { kind: "invalid", reason: matches };
  // Frame 0 is the root, no function.
  const hit = Uint8Array.from(frames, (frame, i) => (i > 0 && matches(textOf(frame)) ? 1 : 0));
  const matching: number[] = [];
  hit.forEach((isHit, frame) => {
    if (isHit === 1 && figures.total[frame]! > 0) matching.push(frame);
  });
  matching.sort((a, b) => figures.self[b]! - figures.self[a]! || figures.total[b]! - figures.total[a]!);
  return { kind: "matches", hit, functions: matching, covered: coveredBy(hit, tree, weights) };
}

function textOf(frame: FrameView): string {
  const tier = mainTier(frame);
  return `${frame.name} ${place(frame)} ${frame.package}${tier === "" ? "" : ` tier:${tier}`}`;
}

function matcher(term: string): ((text: string) => boolean) | string {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(term);
  if (parts === null) {
    const wanted = term.toLowerCase();
    return (text) => text.toLowerCase().includes(wanted);
  }
  try {
    // Without g and y, which make `test` remember where it stopped.
    const pattern = new RegExp(parts[1] ?? "", (parts[2] ?? "").replace(/[gy]/g, ""));
    return (text) => pattern.test(text);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function coveredBy(hit: Uint8Array, tree: CallTree, weights: Weights): number {
  let covered = 0;
  for (let i = 0; i < tree.size; ) {
    if (hit[tree.frame[i]!] === 1) {
      covered += weights.total[i]!;
      i = tree.end[i]!;
    } else i++;
  }
  return covered;
}
