import { axisTicks, numberOnAxis } from "../../axis-ticks.ts";
import type { Canvas } from "./canvas.ts";
import type { Marks, MarkSwitch } from "./marks.ts";
import type { Geometry } from "./plot.ts";
import type { Unit } from "./track.ts";
import { onAxis } from "./units.ts";

const Y_LABEL_EVERY_PX = 46;
const X_LABEL_EVERY_PX = 110;
/** Iterations closer than this are short ticks: their lines would hide what they mark. */
const LINES_EVERY_PX = 6;
const LABEL_GAP_PX = 8;

export function drawGrid(canvas: Canvas, geometry: Geometry): void {
  const { widthPx, heightPx } = geometry;
  for (const y of yTicks(geometry, "bytes").map((value) => Math.round(geometry.yOf(value, "bytes")) + 0.5)) {
    canvas.line([0, y], [widthPx, y], "--line");
  }
  canvas.line([0, heightPx + 0.5], [widthPx, heightPx + 0.5], "--line");
}

/** Figures within the chart, so that it has the full width: its left edge is that of everything below. */
export function drawScales(canvas: Canvas, geometry: Geometry, units: ReadonlyMap<Unit, string>): void {
  const { widthPx, heightPx } = geometry;
  for (const value of yTicks(geometry, "bytes").slice(1)) {
    canvas.text(onAxis(value, "bytes"), [3, geometry.yOf(value, "bytes") - 7], "--muted");
  }
  let right = widthPx - 3;
  for (const [unit, colour] of units) {
    if (unit === "bytes") continue;
    const words = yTicks(geometry, unit)
      .slice(1)
      .map((value) => ({ y: geometry.yOf(value, unit) - 7, words: onAxis(value, unit) }));
    for (const { y, words: one } of words) canvas.text(one, [right, y], colour, "right");
    right -= Math.max(0, ...words.map(({ words: one }) => canvas.widthOf(one))) + 2 * LABEL_GAP_PX;
  }
  const { fromMs, toMs } = geometry.stretch;
  for (const at of axisTicks(fromMs / 1000, toMs / 1000, widthPx / X_LABEL_EVERY_PX)) {
    const x = geometry.xOf(at * 1000);
    const words = `${numberOnAxis(at)} s`;
    const half = canvas.widthOf(words) / 2;
    canvas.strokes([x], heightPx, heightPx + 4, "--muted");
    canvas.text(words, [Math.max(half, Math.min(widthPx - half, x)), heightPx + 22], "--muted", "center");
  }
}

export function drawMarks(canvas: Canvas, geometry: Geometry, marks: Marks, isOn: (of: MarkSwitch) => boolean): void {
  const { heightPx } = geometry;
  if (isOn("gc")) {
    canvas.strokes(visible(marks.minor, geometry), heightPx + 2, heightPx + 6, "--busy");
    canvas.strokes(visible(marks.major, geometry), heightPx + 2, heightPx + 13, "--muted");
    canvas.strokes(visible(marks.forced, geometry), heightPx + 2, heightPx + 13, "--accent", [2, 2]);
  }
  const labels = new LabelRow(canvas, geometry.widthPx);
  for (const of of ["starts", "iterations"] as const) {
    const own = marks.moments.filter((moment) => moment.of === of);
    const xs = visible(
      own.map(({ atMs }) => atMs),
      geometry,
    );
    if (!isOn(of) || xs.size === 0) continue;
    const isDense = geometry.widthPx / xs.size < LINES_EVERY_PX;
    canvas.strokes(xs, isDense ? -4 : 0, isDense ? 2 : heightPx, of === "starts" ? "--muted" : "--iteration", [2, 3]);
    if (isDense) continue;
    for (const { atMs, label } of own) {
      const x = geometry.xOf(atMs);
      if (xs.has(Math.round(x))) labels.write(label, x + 3);
    }
  }
  if (!isOn("profiles")) return;
  const profiles = marks.moments.filter(({ of }) => of === "profiles").map(({ atMs }) => atMs);
  for (const x of visible(profiles, geometry)) canvas.arrow([x, 0], "--accent");
}

/** Where the heap profiles were taken that the graph below shows. */
export function drawShownProfiles(canvas: Canvas, geometry: Geometry, moments: readonly number[]): void {
  canvas.strokes(visible(moments, geometry), -4, geometry.heightPx, "--accent");
}

/** Words above the chart, as far as there is room for them. */
class LabelRow {
  readonly #canvas: Canvas;
  readonly #widthPx: number;
  readonly #taken: { readonly left: number; readonly right: number }[] = [];

  constructor(canvas: Canvas, widthPx: number) {
    this.#canvas = canvas;
    this.#widthPx = widthPx;
  }

  write(words: string, x: number): void {
    const width = this.#canvas.widthOf(words);
    const left = Math.min(x, this.#widthPx - width);
    const right = left + width + LABEL_GAP_PX;
    if (this.#taken.some((other) => left < other.right && other.left < right)) return;
    this.#taken.push({ left, right });
    this.#canvas.text(words, [left, -9], "--muted");
  }
}

export function drawLimits(
  canvas: Canvas,
  geometry: Geometry,
  limits: readonly { readonly label: string; readonly bytes: number }[],
): void {
  for (const { label, bytes } of limits) {
    if (bytes > geometry.topOf("bytes")) continue;
    const y = geometry.yOf(bytes, "bytes");
    canvas.line([0, y], [geometry.widthPx, y], "--bad", [5, 4]);
    canvas.text(label, [geometry.widthPx - 4, y - 8], "--bad", "right");
  }
}

export function drawPeak(
  canvas: Canvas,
  geometry: Geometry,
  peak: { readonly atMs: number; readonly bytes: number; readonly words: string },
): void {
  const x = geometry.xOf(peak.atMs);
  const y = geometry.yOf(peak.bytes, "bytes");
  if (y < -1 || x < -1 || x > geometry.widthPx + 1) return;
  canvas.dot([x, y], "--hot");
  const isLeft = x + canvas.widthOf(peak.words) + 12 > geometry.widthPx;
  canvas.text(peak.words, [isLeft ? x - 9 : x + 9, Math.max(6, y)], "--ink", isLeft ? "right" : "left");
}

function yTicks(geometry: Geometry, unit: Unit): number[] {
  return axisTicks(0, geometry.topOf(unit), geometry.heightPx / Y_LABEL_EVERY_PX);
}

/** Positions within the chart, one a pixel. */
function visible(times: readonly number[], { stretch, xOf }: Geometry): Set<number> {
  const xs = new Set<number>();
  for (const at of times) if (at >= stretch.fromMs && at <= stretch.toMs) xs.add(Math.round(xOf(at)));
  return xs;
}
