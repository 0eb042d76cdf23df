import { KIND_WORDS } from "../kind-words.ts";
import { FRAME_KINDS, type FrameKind, TIERS } from "../view-model.ts";
import type { Model } from "./model.ts";
import type { PageState } from "./page-state.ts";
import { mainTier } from "./tiers.ts";

/** One entry of the legend: what has this colour. */
export interface Colour {
  readonly fill: string;
  readonly words: string;
  readonly isIn: (frame: number) => boolean;
}

/** As many packages get a colour of their own as can be told apart. */
const PACKAGE_COLOURS = 7;

/** Colour means one thing at a time: the kind of code, or the package. In the order of the legend. */
export function colours({ frames, packages }: Model, by: PageState["colours"]): Colour[] {
  const kindOf = (frame: number): FrameKind | undefined => frames[frame]?.kind;
  const kinds = FRAME_KINDS.map((kind) => ({
    fill: `var(--${kind})`,
    words: KIND_WORDS[kind],
    isIn: (frame: number) => kindOf(frame) === kind,
  }));
  if (by === "kind") return kinds;
  if (by === "tier") return [...tierColours(frames), ...kinds];
  const named = packages()
    .slice(0, PACKAGE_COLOURS)
    .map((name, i) => ({
      fill: `var(--p${i + 1})`,
      words: name,
      isIn: (frame: number) => kindOf(frame) === "package" && frames[frame]?.package === name,
    }));
  const rest = kinds.map((kind) => (kind.words === KIND_WORDS.package ? { ...kind, words: "other packages" } : kind));
  return [...named, ...rest];
}

/** What has no tier keeps the colour of its kind: the first that is right counts. */
function tierColours(frames: Model["frames"]): Colour[] {
  return TIERS.map((tier, i) => ({
    fill: `var(--p${i + 1})`,
    words: tier,
    isIn: (frame: number) => frames[frame] !== undefined && mainTier(frames[frame]) === tier,
  }));
}

/** The fill of each frame, by its index. Custom properties: the same markup serves light, dark and paper. */
export function fills(model: Model, by: PageState["colours"]): string[] {
  const all = colours(model, by);
  return model.frames.map((_, frame) =>
    frame === 0 ? ROOT_FILL : (all.find((one) => one.isIn(frame))?.fill ?? ROOT_FILL),
  );
}

export const ROOT_FILL = "var(--root)";
/** The one strong colour: what a search, a finding or the reader points at. */
export const POINTED_FILL = "var(--hot)";
