import type { Stretch } from "./stretch.ts";
import { firstFrom } from "./steps.ts";
import { thinRows } from "./thin-rows.ts";
import type { Track, TrackTable, Unit } from "./track.ts";

/** What is handed to the chart. */
export interface PlotData {
  readonly atMs: Float64Array;
  /** In the order of drawing; a layer with all that is below it. */
  readonly columns: readonly (number | null)[][];
  /** Tracks in the same order. */
  readonly tracks: readonly Track[];
  /** The highest value of each unit that is drawn. */
  readonly highest: Readonly<Record<Unit, number>>;
  /** Readings in the stretch, and how many of them are drawn. */
  readonly readings: number;
  readonly drawn: number;
}

export function plotData(
  table: TrackTable,
  on: readonly Track[],
  { fromMs, toMs }: Stretch,
  widthPx: number,
): PlotData {
  const { atMs } = table;
  // One more on either side, for the lines that leave the chart.
  const from = Math.max(0, firstFrom(atMs, fromMs) - 1);
  const to = Math.min(atMs.length, firstFrom(atMs, toMs) + 1);
  const rows = thinRows(
    atMs,
    on.map(({ values }) => values),
    { from, to },
    Math.max(1, widthPx),
  );
  const tracks = drawingOrder(on);
  const columns = tracks.map((track) => {
    const below = track.shape === "layer" ? layersUpTo(track, on) : [track];
    return Array.from(rows, (row) => sum(below, row));
  });
  const highest = { bytes: 0, rate: 0, percent: 0 };
  tracks.forEach(({ unit }, i) => {
    for (const value of columns[i]!) highest[unit] = Math.max(highest[unit], value ?? 0);
  });
  return {
    atMs: Float64Array.from(rows, (row) => atMs[row]!),
    columns,
    tracks,
    highest,
    readings: Math.max(0, to - from),
    drawn: rows.length,
  };
}

/** The highest layer first: each that follows is painted over it, down to the axis. */
export function drawingOrder(on: readonly Track[]): Track[] {
  const layers = on.filter(({ shape }) => shape === "layer");
  return [...layers.toReversed(), ...on.filter(({ shape }) => shape !== "layer")];
}

function layersUpTo(track: Track, on: readonly Track[]): Track[] {
  const layers = on.filter(({ shape }) => shape === "layer");
  return layers.slice(0, layers.indexOf(track) + 1);
}

function sum(tracks: readonly Track[], row: number): number | null {
  const total = tracks.reduce((all, { values }) => all + values[row]!, 0);
  return Number.isNaN(total) ? null : total;
}
