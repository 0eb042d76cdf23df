import type { Chart } from "../page-state.ts";

export type Unit = "bytes" | "rate" | "percent";

/** One figure over time. */
export interface Track {
  /** In links. */
  readonly id: string;
  readonly words: string;
  readonly unit: Unit;
  /** Custom property of the page's style. */
  readonly colour: string;
  /** Layers stand on each other, in their order from the bottom. */
  readonly shape: "layer" | "area" | "line";
  readonly isOnAtFirst: boolean;
  readonly hint: string;
  /** Of each row; NaN where there is none. In bytes, bytes a second, or percent of a core. */
  readonly values: Float64Array;
}

/** What the timeline shows in one of its ways. */
export interface TrackTable {
  readonly chart: Chart;
  /** Of each row. */
  readonly atMs: Float64Array;
  readonly tracks: readonly Track[];
  /** The track whose highest point is named. What layers add up to is itself not drawn. */
  readonly main: Track;
  /** Which limits belong to it. */
  readonly limits: "rss" | "heap";
  /** What a reader must know to read it right, or "". */
  readonly note: string;
}

/** @param make gives the values when they are first asked for: most tracks are off */
export function track(
  id: string,
  words: string,
  make: () => Float64Array,
  { unit = "bytes", colour, shape = "line", isOnAtFirst = true, hint = "" }: Partial<Track> & { colour: string },
): Track {
  let values: Float64Array | undefined;
  return {
    id,
    words,
    unit,
    colour,
    shape,
    isOnAtFirst,
    hint,
    get values() {
      return (values ??= make());
    },
  };
}
