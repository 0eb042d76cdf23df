import { axisTicks, bytesOnAxis, numberOnAxis } from "../axis-ticks.ts";
import type { GrowthView } from "../view-model.ts";
import { escapeHtml } from "./escape.ts";

const WIDTH = 560;
const HEIGHT = 190;
const LEFT = 66;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 34;
/** More points than this cannot be told apart; the lowest and highest of each stretch are drawn. */
const MOST_POINTS = 400;
/** What varies by less than this share of its level fills no chart: noise must not look like growth. */
const LEAST_SPAN = 0.02;

interface Box {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Levels, the line through them and the band of its slope, drawn without a script. */
export function growthPlot(growth: GrowthView): string {
  const { points, unit, per, judgedFrom } = growth;
  if (points.length === 0) return "";
  const box = boxAround(growth);
  const dots = thinned(points).map(({ x, y }) => {
    const look = judgedFrom !== null && x < judgedFrom ? "warm-up" : "level-point";
    return `<circle class="${look}" cx="${xOf(x, box)}" cy="${yOf(y, box)}" r="2.2"/>`;
  });
  const ys = axisTicks(...box.y, 4).map((y) => {
    const at = yOf(y, box);
    return `<path class="grid" d="M${LEFT},${at}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${Number(at) + 4}" text-anchor="end">${unit === "B" ? bytesOnAxis(y) : numberOnAxis(y)}</text>`;
  });
  const xs = axisTicks(...box.x, 8)
    .filter((x) => per === "second" || Number.isInteger(x))
    .map((x) => `<text x="${xOf(x, box)}" y="${HEIGHT - BOTTOM + 15}" text-anchor="middle">${numberOnAxis(x)}</text>`);
  const words = `${growth.quantity} of ${growth.thread}: ${points.length} points, ${growth.verdict}`;
  return `<svg class="growth-plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(words)}">
${ys.join("")}${xs.join("")}<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${per === "second" ? "seconds" : "iteration"}</text>
${fit(growth, box)}${dots.join("")}
</svg>`;
}

/** The line, and between the slopes at the ends of the interval the band around the middle of what was judged. */
function fit({ slope, intercept, judgedFrom, points }: GrowthView, box: Box): string {
  if (slope === null || intercept === null) return "";
  const from = judgedFrom ?? box.x[0];
  const to = points.at(-1)?.x ?? box.x[1];
  const middle = (from + to) / 2;
  const level = intercept + slope.estimate * middle;
  const at = (rate: number, x: number): string => `${xOf(x, box)},${yOf(level + rate * (x - middle), box)}`;
  const corners = [at(slope.low, from), at(slope.high, to), at(slope.low, to), at(slope.high, from)];
  // Crosses itself at the middle, where the level is known best.
  return `<path class="band" d="M${corners[0]}L${at(slope.low, middle)}L${corners[1]}L${corners[2]}L${at(slope.low, middle)}L${corners[3]}Z"/><path class="fit" d="M${at(slope.estimate, from)}L${at(slope.estimate, to)}"/>`;
}

function boxAround({ points }: GrowthView): Box {
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of points) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const middle = (low + high) / 2;
  const span = Math.max(high - low, LEAST_SPAN * Math.abs(middle), 1) * 1.16;
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 1;
  return { x: [first, last > first ? last : first + 1], y: [middle - span / 2, middle + span / 2] };
}

function xOf(x: number, box: Box): string {
  const [from, to] = box.x;
  return (LEFT + 6 + ((WIDTH - LEFT - RIGHT - 12) * (x - from)) / (to - from)).toFixed(1);
}

function yOf(y: number, box: Box): string {
  const [from, to] = box.y;
  const share = Math.min(1.05, Math.max(-0.05, (y - from) / (to - from)));
  return (HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share).toFixed(1);
}

function thinned(points: GrowthView["points"]): GrowthView["points"] {
  if (points.length <= MOST_POINTS) return points;
  const each = Math.ceil((2 * points.length) / MOST_POINTS);
  const kept: (typeof points)[number][] = [];
  for (let i = 0; i < points.length; i += each) {
    const some = points.slice(i, i + each).sort((a, b) => a.y - b.y);
    kept.push(some[0]!, some.at(-1)!);
  }
  return kept;
}
