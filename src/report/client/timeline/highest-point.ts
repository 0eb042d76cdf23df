import type { MemoryPeak } from "../../view-model.ts";
import { firstFrom } from "./steps.ts";
import type { Stretch } from "./stretch.ts";
import type { TrackTable } from "./track.ts";
import { withUnit } from "./units.ts";

export interface HighestPoint {
  readonly atMs: number;
  readonly bytes: number;
  /** What it is, before its time. */
  readonly words: string;
  /** What it is, and its height. */
  readonly label: string;
}

/**
 * The highest point of the main track in what is shown; undefined where there is no reading.
 * @param peak that of the run, where the chart shows all of its RSS
 */
export function highestPoint(
  table: TrackTable,
  { fromMs, toMs }: Stretch,
  peak: MemoryPeak | undefined,
): HighestPoint | undefined {
  const { atMs, main } = table;
  // The system keeps the highest RSS itself: no reading need have met it.
  if (peak !== undefined && peak.atMs >= fromMs && peak.atMs <= toMs) {
    const label = `peak ${withUnit(peak.rssBytes, "bytes")}`;
    return { atMs: peak.atMs, bytes: peak.rssBytes, words: "at the peak,", label };
  }
  let best: number | undefined;
  for (let row = firstFrom(atMs, fromMs); row < atMs.length && atMs[row]! <= toMs; row++) {
    if (Number.isNaN(main.values[row]!)) continue;
    if (best === undefined || main.values[row]! > main.values[best]!) best = row;
  }
  if (best === undefined) return undefined;
  const bytes = main.values[best]!;
  return { atMs: atMs[best]!, bytes, words: "where highest,", label: `highest ${withUnit(bytes, main.unit)}` };
}
