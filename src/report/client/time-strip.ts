import { element, found, svgElement } from "./element.ts";
import type { Page } from "./page.ts";
import { seconds } from "./scope-words.ts";
import { threadActivity } from "./thread-activity.ts";

const BINS = 400;
const LANE_PX = 24;

/** How busy each thread was over the run. Dragging over it selects the time for the whole page. */
export function timeStrip(page: Page): void {
  const { cpu } = page.model;
  const endUs = Math.max(1, ...cpu.threads.map(({ endMs }) => endMs * 1000));
  const host = found("#timeline .strip");
  const lanes = cpu.threads.map(({ label }, thread) => lane(page, thread, label, endUs));
  const brush = svgElement("rect", { class: "brush", y: 0, height: 1, width: 0 });
  const overlay = svgElement("svg", { class: "overlay", viewBox: "0 0 1 1", preserveAspectRatio: "none" }, brush);
  const area = element("div", { class: "lanes", "aria-hidden": "true" }, ...lanes, overlay);
  host.append(area, axis(endUs), legend());
  found("#timeline .tools").append(element("span", {}, "drag to select a time; or type it above"));

  const mark = (fromUs: number, toUs: number): void => {
    brush.setAttribute("x", String(fromUs / endUs));
    brush.setAttribute("width", String(Math.max(0, toUs - fromUs) / endUs));
  };
  page.show(["range"], () => mark(page.state.range?.fromUs ?? 0, page.state.range?.toUs ?? 0));
  page.show(["thread"], () => {
    lanes.forEach((one, i) => one.classList.toggle("off", page.state.thread !== null && page.state.thread !== i));
  });
  onDrag(area, {
    during: (from, to) => mark(from * endUs, to * endUs),
    done: (from, to) => {
      const range = { fromUs: Math.round(from * endUs), toUs: Math.round(to * endUs) };
      page.change({ range: range.toUs - range.fromUs > endUs / 1000 ? range : null });
      mark(page.state.range?.fromUs ?? 0, page.state.range?.toUs ?? 0);
    },
  });
}

function lane(page: Page, thread: number, label: string, endUs: number): HTMLElement {
  const { cpu, tree } = page.model;
  const samples = cpu.samples[thread];
  const svg = svgElement("svg", { viewBox: `0 0 ${BINS} ${LANE_PX}`, preserveAspectRatio: "none" });
  if (samples !== undefined) {
    const isGc = (node: number): boolean => cpu.frames[tree.frame[node]!]?.kind === "gc";
    const { busy, gc } = threadActivity(samples, { endUs, bins: BINS }, isGc);
    svg.append(svgElement("path", { class: "busy", d: area(busy) }), svgElement("path", { class: "gc", d: area(gc) }));
  }
  return element("div", { class: "lane" }, svg, element("span", { class: "lane-label" }, label));
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

function axis(endUs: number): HTMLElement {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => element("span", {}, `${seconds(part * endUs)} s`));
  return element("div", { class: "axis", "aria-hidden": "true" }, ...marks);
}

function legend(): HTMLElement {
  const entry = (kind: string, words: string): HTMLElement =>
    element("li", {}, element("i", { class: `dot ${kind}` }), words);
  return element("ul", { class: "legend" }, entry("k-busy", "a core busy"), entry("k-gc", "of it garbage collection"));
}

function onDrag(
  area: HTMLElement,
  { during, done }: { during: (from: number, to: number) => void; done: (from: number, to: number) => void },
): void {
  let anchor: number | undefined;
  const at = ({ clientX }: PointerEvent): number => {
    const { left, width } = area.getBoundingClientRect();
    return Math.max(0, Math.min(1, (clientX - left) / width));
  };
  const ends = (event: PointerEvent): [number, number] => {
    const here = at(event);
    return [Math.min(anchor ?? here, here), Math.max(anchor ?? here, here)];
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    anchor = at(event);
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", (event) => {
    if (anchor !== undefined) during(...ends(event));
  });
  area.addEventListener("pointerup", (event) => {
    if (anchor === undefined) return;
    done(...ends(event));
    anchor = undefined;
  });
}
