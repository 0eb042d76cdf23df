import type { TimeRange } from "./scope.ts";
import type { Sources } from "./sources.ts";

/** From the start to the last thing that was recorded. */
export function wholeRun({ endMs }: Sources): TimeRange {
  return { fromUs: 0, toUs: Math.max(1, endMs * 1000) };
}

/** @returns null where the range is too short to be meant, or all there is */
export function rangeWithin(whole: TimeRange, fromUs: number, toUs: number): TimeRange | null {
  const range = { fromUs: Math.max(0, Math.round(fromUs)), toUs: Math.min(Math.ceil(whole.toUs), Math.round(toUs)) };
  const isAll = range.fromUs <= whole.fromUs && range.toUs >= whole.toUs;
  return !isAll && range.toUs - range.fromUs > whole.toUs / 100_000 ? range : null;
}
