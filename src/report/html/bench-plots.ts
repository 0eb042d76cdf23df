/** Pictures of a bench's measurements, drawn without a script. */
import { nanoseconds } from "../../analysis/words.ts";
import { axisTicks } from "../axis-ticks.ts";
import { escapeHtml } from "./escape.ts";

const WIDTH = 560;
const LEFT = 66;
const RIGHT = 10;
const TOP = 8;

interface Scale {
  readonly from: number;
  readonly to: number;
}

export interface Measurements {
  readonly name: string;
  /** By process, in order; ns an operation. */
  readonly segments: readonly (readonly number[])[];
  /** A median a process of the baseline; empty without one. */
  readonly base: readonly number[];
}

/** Every segment of every process in the order in which they were measured; a line at each process's median. */
export function overTimePlot({ name, segments, base }: Measurements): string {
  const height = 190;
  const bottom = 30;
  const scale = scaleOf([...segments.flat(), ...base]);
  const yOf = (ns: number): string => at(height - bottom, TOP, scale, ns);
  const columns = base.length + segments.length;
  const column = (WIDTH - LEFT - RIGHT) / Math.max(1, columns);
  const own = segments.map((times, i) => {
    const from = LEFT + column * (base.length + i);
    const dots = times.map((ns, k) => {
      const x = from + column * (0.1 + (0.8 * (k + 0.5)) / times.length);
      return `<circle class="level-point" cx="${x.toFixed(1)}" cy="${yOf(ns)}" r="1.7"/>`;
    });
    const sorted = times.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return `${dots.join("")}<path class="fit" d="M${(from + column * 0.06).toFixed(1)},${yOf(middle)}h${(column * 0.88).toFixed(1)}"/>`;
  });
  const before = base.map((ns, i) => {
    const from = LEFT + column * i;
    return `<path class="base-line" d="M${(from + column * 0.06).toFixed(1)},${yOf(ns)}h${(column * 0.88).toFixed(1)}"/>`;
  });
  const ys = axisTicks(scale.from, scale.to, 4).map(
    (ns) =>
      `<path class="grid" d="M${LEFT},${yOf(ns)}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${Number(yOf(ns)) + 4}" text-anchor="end">${nanoseconds(ns)}</text>`,
  );
  const words = base.length === 0 ? "" : label(LEFT + (column * base.length) / 2, height, "baseline");
  const own_ = label(
    LEFT + column * (base.length + segments.length / 2),
    height,
    `${segments.length} processes, in order`,
  );
  return svg(
    height,
    `${name}: time of an operation in every process`,
    `${ys.join("")}${before.join("")}${own.join("")}${words}${own_}`,
  );
}

/** How often which time was measured, by a Gaussian kernel; the baseline's processes as strokes below. */
export function densityPlot({ name, segments, base }: Measurements): string {
  const height = 150;
  const bottom = 34;
  const all = segments.flat();
  const scale = scaleOf([...all, ...base]);
  const xOf = (ns: number): string => at(LEFT, WIDTH - RIGHT, scale, ns);
  const steps = 140;
  const curve = Array.from({ length: steps + 1 }, (_, i) => {
    const ns = scale.from + ((scale.to - scale.from) * i) / steps;
    return { ns, density: density(all, ns, bandwidth(all)) };
  });
  const most = Math.max(...curve.map((point) => point.density), Number.MIN_VALUE);
  const yOf = (value: number): string => (height - bottom - (height - bottom - TOP) * (value / most)).toFixed(1);
  const line = curve.map((point) => `${xOf(point.ns)},${yOf(point.density)}`).join("L");
  const floor = height - bottom;
  const strokes = base.map((ns) => `<path class="base-line" d="M${xOf(ns)},${floor + 1}v7"/>`);
  const xs = axisTicks(scale.from, scale.to, 6).map(
    (ns) => `<text x="${xOf(ns)}" y="${height - 8}" text-anchor="middle">${nanoseconds(ns)}</text>`,
  );
  const body = `<path class="density" d="M${xOf(scale.from)},${floor}L${line}L${xOf(scale.to)},${floor}Z"/><path class="grid" d="M${LEFT},${floor}H${WIDTH - RIGHT}"/>${strokes.join("")}${xs.join("")}`;
  return svg(height, `${name}: how often which time was measured`, body);
}

/** A change and its interval on a line that has "the same" in its middle. */
export function changePlot({ ratio, low, high }: { ratio: number; low: number; high: number }): string {
  if (![ratio, low, high].every(Number.isFinite)) return "";
  const width = 150;
  const most = 0.3;
  const xOf = (value: number): string =>
    (width / 2 + (width / 2 - 3) * Math.max(-1, Math.min(1, Math.log(value) / Math.log(1 + most)))).toFixed(1);
  return `<svg class="change-plot" viewBox="0 0 ${width} 16" role="img" aria-label="from ${low.toFixed(3)} to ${high.toFixed(3)} times"><path class="grid" d="M${width / 2},0v16"/><path class="interval" d="M${xOf(low)},8H${xOf(high)}"/><circle class="level-point" cx="${xOf(ratio)}" cy="8" r="3"/></svg>`;
}

/** Without the farthest hundredth above: one stall must not make all else a line. */
function scaleOf(values: readonly number[]): Scale {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[0] ?? 0;
  const high = sorted[Math.floor((sorted.length - 1) * 0.985)] ?? 1;
  const middle = (low + high) / 2;
  const span = Math.max(high - low, 0.04 * middle, 1e-3) * 1.15;
  return { from: Math.max(0, middle - span / 2), to: middle + span / 2 };
}

function at(start: number, end: number, { from, to }: Scale, value: number): string {
  const share = Math.max(0, Math.min(1.02, (value - from) / (to - from)));
  return (start + (end - start) * share).toFixed(1);
}

/** @see Silverman 1986, Density Estimation, 3.31 */
function bandwidth(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const quarter = (q: number): number => sorted[Math.floor((sorted.length - 1) * q)] ?? 0;
  const width = (quarter(0.75) - quarter(0.25)) / 1.34;
  return Math.max(0.9 * width * sorted.length ** -0.2, 1e-3 * quarter(0.5), Number.MIN_VALUE);
}

function density(values: readonly number[], ns: number, width: number): number {
  return values.reduce((sum, value) => sum + Math.exp(-0.5 * ((value - ns) / width) ** 2), 0);
}

function label(x: number, height: number, words: string): string {
  return `<text x="${x.toFixed(1)}" y="${height - 8}" text-anchor="middle">${escapeHtml(words)}</text>`;
}

function svg(height: number, words: string, body: string): string {
  return `<svg class="growth-plot" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(words)}">${body}</svg>`;
}
