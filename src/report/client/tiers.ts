/** In which of V8's tiers a function ran. */
import { percentText } from "../quantity.ts";
import { type FrameView, TIERS } from "../view-model.ts";

/** Where most of its samples are; "" where that is not known. */
export function mainTier({ tiers }: FrameView): string {
  if (tiers === undefined) return "";
  return TIERS[tiers.indexOf(Math.max(...tiers))] ?? "";
}

/** `optimised 93 %, interpreted 7 %` of its samples, the most first. */
export function tierWords({ tiers }: FrameView): string {
  if (tiers === undefined) return "";
  const sum = tiers.reduce((all, count) => all + count, 0) || 1;
  return TIERS.map((name, i) => ({ name, count: tiers[i] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ name, count }) => `${name} ${percentText((100 * count) / sum)}`)
    .join(", ");
}

export function hasTiers(frames: readonly FrameView[]): boolean {
  return frames.some(({ tiers }) => tiers !== undefined);
}
