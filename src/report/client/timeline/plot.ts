import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { Canvas } from "./canvas.ts";
import type { PlotData } from "./plot-data.ts";
import type { Stretch } from "./stretch.ts";
import type { Track, Unit } from "./track.ts";

const PLOT_PX = { height: 236, above: 18, below: 30 };

/** Where things are in the plotting area, CSS pixels. */
export interface Geometry {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stretch: Stretch;
  xOf(ms: number): number;
  yOf(value: number, unit: Unit): number;
  /** The upper end of the scale. */
  topOf(unit: Unit): number;
}

export interface PlotEvents {
  /** The pointer is at a time, or has left. */
  point(ms: number | null): void;
  select(stretch: Stretch): void;
  clear(): void;
  drawBehind(canvas: Canvas, geometry: Geometry): void;
  drawInFront(canvas: Canvas, geometry: Geometry): void;
}

/** The chart of uPlot for one choice of tracks: scales, lines, pointer and drag. What is beside the tracks is drawn by others. */
export class Plot {
  readonly #plot: uPlot;
  #stretch: Stretch = { fromMs: 0, toMs: 1 };
  #tops: Readonly<Record<Unit, number>> = { bytes: 1, rate: 1, percent: 1 };

  constructor(host: HTMLElement, tracks: readonly Track[], widthPx: number, events: PlotEvents) {
    const scale = (unit: Unit): uPlot.Scale => ({ range: () => [0, this.#tops[unit]] });
    const drawing = (draw: (canvas: Canvas, geometry: Geometry) => void) => (plot: uPlot) => {
      const canvas = new Canvas(plot.ctx, plot.bbox, uPlot.pxRatio);
      draw(canvas, this.#geometry());
      canvas.done();
    };
    this.#plot = new uPlot(
      {
        width: widthPx,
        height: PLOT_PX.height,
        padding: [PLOT_PX.above, 0, PLOT_PX.below, 0],
        legend: { show: false },
        scales: {
          x: { time: false, range: () => [this.#stretch.fromMs, this.#stretch.toMs] },
          bytes: scale("bytes"),
          rate: scale("rate"),
          percent: scale("percent"),
        },
        axes: [{ show: false }, { show: false, scale: "bytes" }],
        series: [{}, ...tracks.map((track, i) => seriesOf(track, i === 0))],
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false, dist: 4 },
          bind: { dblclick: () => () => (events.clear(), null) },
        },
        hooks: {
          drawClear: [drawing((canvas, geometry) => events.drawBehind(canvas, geometry))],
          draw: [drawing((canvas, geometry) => events.drawInFront(canvas, geometry))],
          setCursor: [({ cursor: { left = -1 } }) => events.point(left < 0 ? null : this.#timeAt(left))],
          setSelect: [({ select: { left, width } }) => this.#select(left, width, events)],
        },
      },
      [[], ...tracks.map(() => [])],
      host,
    );
  }

  draw({ atMs, columns, highest }: PlotData, stretch: Stretch, widthPx: number, least: number): void {
    this.#stretch = stretch;
    const top = (value: number): number => (value > 0 ? value * 1.06 : 1);
    this.#tops = {
      bytes: top(Math.max(highest.bytes, least)),
      rate: top(highest.rate),
      percent: top(highest.percent),
    };
    if (widthPx !== this.#plot.width) this.#plot.setSize({ width: widthPx, height: PLOT_PX.height });
    this.#plot.setData([atMs, ...columns]);
  }

  /** Draws the same in the colours of now. */
  repaint(): void {
    this.#plot.redraw(false);
  }

  pointAt(ms: number | null): void {
    const left = ms === null ? -10 : this.#plot.valToPos(ms, "x");
    this.#plot.setCursor({ left, top: ms === null ? -10 : 0 }, false);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #timeAt(left: number): number {
    return this.#plot.posToVal(left, "x");
  }

  #select(left: number, width: number, events: PlotEvents): void {
    if (width === 0) return;
    const stretch = { fromMs: this.#timeAt(left), toMs: this.#timeAt(left + width) };
    this.#plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    events.select(stretch);
  }

  #geometry(): Geometry {
    const plot = this.#plot;
    return {
      widthPx: plot.bbox.width / uPlot.pxRatio,
      heightPx: plot.bbox.height / uPlot.pxRatio,
      stretch: this.#stretch,
      xOf: (ms) => plot.valToPos(ms, "x"),
      yOf: (value, unit) => plot.valToPos(value, unit),
      topOf: (unit) => this.#tops[unit],
    };
  }
}

/** @param isFirst the topmost layer, which has the outline of all */
function seriesOf({ unit, colour, shape }: Track, isFirst: boolean): uPlot.Series {
  // Asked for at each draw: the system may have gone from light to dark.
  const ofPage = (name: string) => (): string => getComputedStyle(document.documentElement).getPropertyValue(name);
  const common = { scale: unit, points: { show: false } };
  if (shape === "layer" && isFirst) return { ...common, fill: ofPage(colour), stroke: ofPage("--edge"), width: 1 };
  if (shape === "layer") return { ...common, fill: ofPage(colour), width: 0 };
  if (shape === "area") return { ...common, fill: ofPage(colour), width: 0 };
  // Rates and shares jump from reading to reading: pale, so that the levels stay readable.
  const look = unit === "bytes" ? { width: 1.25 } : { width: 1, alpha: 0.5 };
  return { ...common, stroke: ofPage(colour), ...look };
}
