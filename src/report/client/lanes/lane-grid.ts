/**
 * How busy each agent was in each column of pixels: from the bins of the run, or, where these are wider than a few
 * pixels, from the samples.
 */
import type { ActivityView } from "../../view-model.ts";
import { eachSample } from "../cpu-samples.ts";
import type { TimeRange } from "../scope.ts";
import type { Sources } from "../sources.ts";

/** A row a line of the drawing, a column a pixel. */
export interface LaneGrid {
  readonly width: number;
  /** Share of the column's time in which the agents of the line ran, 0 to 1. */
  readonly busy: Float32Array;
  /** 1 + index of the agent that ran most in the cell, or 0. */
  readonly agent: Uint32Array;
}

/** Wider bins than this show as steps that are none. */
const WIDEST_BIN_PX = 3;

/** @param lineOf each agent's line, or -1 */
export function laneGrid(
  sources: Sources,
  activity: ActivityView | undefined,
  shown: TimeRange & { readonly thread: number | null },
  lineOf: Int32Array,
  size: { readonly width: number; readonly lines: number },
): LaneGrid {
  const { width, lines } = size;
  const grid = { width, busy: new Float32Array(width * lines), agent: new Uint32Array(width * lines) };
  const pxPerUs = width / (shown.toUs - shown.fromUs);
  const add = stretches(grid, shown.fromUs, pxPerUs);
  const hasSamples = sources.samples.some(({ agent }) => agent !== undefined);
  const binPx = activity === undefined ? Infinity : activity.binMs * 1000 * pxPerUs;
  if (activity !== undefined && (!hasSamples || (binPx <= WIDEST_BIN_PX && shown.thread === null))) {
    const { agent, bin, busyPercent, binMs } = activity;
    for (let row = 0; row < agent.length; row++) {
      const line = lineOf[agent[row]!]!;
      const startUs = bin[row]! * binMs * 1000;
      if (line >= 0) add(line, agent[row]!, startUs, startUs + binMs * 1000, busyPercent[row]! / 100);
    }
    return grid;
  }
  sampled(sources, shown, lineOf, add);
  return grid;
}

/** @returns agents that were seen to run at all */
export function ranAtAll({ samples, swarm }: Sources, activity: ActivityView | undefined): Uint8Array {
  const ran = new Uint8Array(swarm.agents.length);
  swarm.agents.forEach(({ fromMs }, agent) => {
    if (fromMs !== null) ran[agent] = 1;
  });
  for (const agent of activity?.agent ?? []) ran[agent] = 1;
  for (const { agent = NOBODY } of samples) for (const who of agent) if (who > 0) ran[who - 1] = 1;
  return ran;
}

const NOBODY = new Uint32Array();

type Add = (line: number, agent: number, startUs: number, endUs: number, share: number) => void;

function sampled(
  { samples, swarm }: Sources,
  shown: TimeRange & { readonly thread: number | null },
  lineOf: Int32Array,
  add: Add,
): void {
  let thread = -1;
  let at = 0;
  let row = 0;
  // From the start of the run on, as the time of a sample is the sum of those before.
  eachSample(samples, { thread: shown.thread, range: null, weight: "wall" }, (_, wallUs, of, agent) => {
    if (of !== thread) {
      thread = of;
      at = samples[of]!.startUs;
      row = 0;
    }
    const start = at;
    const cpuUs = samples[of]!.cpuUs[row++]!;
    at += wallUs;
    const who = agent === 0 ? swarm.ofThread[of]! : agent;
    if (who === 0 || at < shown.fromUs || start > shown.toUs || cpuUs === 0) return;
    const line = lineOf[who - 1]!;
    if (line >= 0) add(line, who - 1, start, at, wallUs === 0 ? 0 : Math.min(1, cpuUs / wallUs));
  });
}

/** Adds a stretch of time to the columns that it covers. */
function stretches({ width, busy, agent: drawn }: LaneGrid, fromUs: number, pxPerUs: number): Add {
  const most = new Float32Array(busy.length);
  return (line, agent, startUs, endUs, share) => {
    const left = Math.max(0, (startUs - fromUs) * pxPerUs);
    const right = Math.min(width, (endUs - fromUs) * pxPerUs);
    for (let x = Math.floor(left); x < right; x++) {
      const part = share * (Math.min(right, x + 1) - Math.max(left, x));
      const cell = line * width + x;
      busy[cell] = Math.min(1, busy[cell]! + part);
      if (part <= most[cell]!) continue;
      most[cell] = part;
      drawn[cell] = agent + 1;
    }
  };
}
