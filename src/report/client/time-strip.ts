import { choiceWords } from "./agents/agent-choice.ts";
import { whoCounts } from "./agents/who-counts.ts";
import { hasMemoryTimeline } from "../has-timeline.ts";
import { brush } from "./brush.ts";
import { onDrag } from "./drag.ts";
import { element, found, svgElement } from "./element.ts";
import type { Page } from "./page.ts";
import type { TimeRange } from "./scope.ts";
import { threadActivity } from "./thread-activity.ts";
import { timeAxis } from "./time-axis.ts";
import { rangeWithin, wholeRun } from "./whole-run.ts";

const BINS = 400;
const LANE_PX = 24;

/**
 * How busy each thread was. Dragging over it selects the time for the whole page. Below a timeline of memory it shows
 * the same time as that, else always the whole run.
 */
export function timeStrip(page: Page): void {
  const { view, sources } = page.model;
  const whole = wholeRun(sources);
  const threads = view.cpu?.threads ?? [];
  const shown = (): TimeRange => (!hasMemoryTimeline(view.memory) ? whole : (page.state.range ?? whole));
  const lanes = threads.map(({ label }) => ({
    drawing: svgElement("svg", { viewBox: `0 0 ${BINS} ${LANE_PX}`, preserveAspectRatio: "none" }),
    label: element("span", { class: "lane-label" }, label),
  }));
  const hosts = lanes.map(({ drawing, label }) => element("div", { class: "lane" }, drawing, label));
  const axis = element("div", { class: "axis", "aria-hidden": "true" });
  const selected = brush();
  const area = element("div", { class: "lanes", "aria-hidden": "true" }, ...hosts, selected.host);
  found("#timeline .strip").append(area, axis, legend(page));
  found("#timeline .tools").append(element("span", {}, "drag to select a time; or type it above"));

  const drawLanes = (): void => {
    lanes.forEach(({ drawing }, thread) => drawing.replaceChildren(...lane(page, thread, shown())));
    axis.replaceChildren(...timeAxis(shown()));
  };
  const mark = (): void => selected.mark(!hasMemoryTimeline(view.memory) ? page.state.range : null, shown());
  page.show(!hasMemoryTimeline(view.memory) ? ["agents"] : ["range", "agents"], drawLanes);
  page.show(["range"], mark);
  page.show(["thread"], () => {
    hosts.forEach((one, i) => one.classList.toggle("off", page.state.thread !== null && page.state.thread !== i));
  });
  const between = (from: number, to: number): TimeRange => {
    const { fromUs, toUs } = shown();
    return { fromUs: fromUs + from * (toUs - fromUs), toUs: fromUs + to * (toUs - fromUs) };
  };
  onDrag(area, {
    during: (from, to) => selected.mark(between(from, to), shown()),
    done: (from, to) => {
      const { fromUs, toUs } = between(from, to);
      // A click without a drag gives the whole run back.
      const isDrag = to - from > 0.001;
      page.change({ range: isDrag ? rangeWithin(whole, fromUs, toUs) : null });
      mark();
    },
  });
}

function lane(page: Page, thread: number, shown: TimeRange): SVGElement[] {
  const { frames, tree, sources } = page.model;
  const samples = sources.samples[thread];
  if (samples === undefined) return [];
  const isGc = (node: number): boolean => frames[tree.frame[node]!]?.kind === "gc";
  const who = whoCounts(page.state.agents, sources.swarm);
  const { busy, gc, chosen } = threadActivity(samples, { ...shown, bins: BINS }, isGc, who?.(thread));
  return [
    svgElement("path", { class: "busy", d: area(busy) }),
    who === undefined
      ? svgElement("path", { class: "gc", d: area(gc) })
      : svgElement("path", { class: "chosen", d: area(chosen) }),
  ];
}

/** Steps, one a bin: a bin is an average, so nothing is drawn between two of them. */
function area(shares: Float64Array): string {
  let path = `M0,${LANE_PX}`;
  shares.forEach((share, i) => {
    const y = (LANE_PX * (1 - Math.min(1, share))).toFixed(1);
    path += `V${y}H${i + 1}`;
  });
  return `${path}V${LANE_PX}Z`;
}

function legend(page: Page): HTMLElement {
  const list = element("ul", { class: "legend" });
  const entry = (kind: string, words: string): HTMLElement =>
    element("li", {}, element("i", { class: `dot ${kind}` }), words);
  page.show(["agents"], () => {
    const agents = choiceWords(page.state.agents, page.model.sources.swarm);
    const part = agents === "" ? entry("k-gc", "of it garbage collection") : entry("k-chosen", `of it ${agents}`);
    list.replaceChildren(entry("k-busy", "a core busy"), part);
  });
  return list;
}
