import { brush } from "../brush.ts";
import { onDrag } from "../drag.ts";
import { element, svgElement } from "../element.ts";
import type { Page } from "../page.ts";
import { rangeWithin, wholeRun } from "../whole-run.ts";
import type { TrackTable } from "./track.ts";

const BINS = 300;
const HEIGHT = 16;

/** The whole run, small, while the timeline shows a part of it. Dragging over it selects another part. */
export function overview(page: Page): { readonly host: HTMLElement; draw(table: TrackTable): void } {
  const whole = wholeRun(page.model.sources);
  const path = svgElement("path", { class: "silhouette" });
  const drawing = svgElement("svg", { viewBox: `0 0 ${BINS} ${HEIGHT}`, preserveAspectRatio: "none" }, path);
  const selected = brush();
  const host = element("div", { class: "overview", "aria-hidden": "true" }, drawing, selected.host);
  const at = (share: number): number => share * whole.toUs;
  onDrag(host, {
    during: (from, to) => selected.mark({ fromUs: at(from), toUs: at(to) }, whole),
    done: (from, to) => {
      const range = rangeWithin(whole, at(from), at(to));
      if (range !== null) page.change({ range });
      selected.mark(page.state.range, whole);
    },
  });
  page.show(["range"], () => {
    host.classList.toggle("idle", page.state.range === null);
    selected.mark(page.state.range, whole);
  });
  return { host, draw: ({ atMs, main }) => path.setAttribute("d", silhouette(atMs, main.values, whole.toUs / 1000)) };
}

/** The highest of each bin. */
function silhouette(atMs: Float64Array, values: Float64Array, endMs: number): string {
  const bins = new Float64Array(BINS);
  atMs.forEach((at, row) => {
    const bin = Math.min(BINS - 1, Math.floor((at / endMs) * BINS));
    // Written so that NaN leaves it as it is.
    if (values[row]! > bins[bin]!) bins[bin] = values[row]!;
  });
  const most = Math.max(1, ...bins);
  let path = `M0,${HEIGHT}`;
  let level = 0;
  bins.forEach((value, i) => {
    // A bin without a reading goes on as before.
    level = value > 0 ? value : level;
    path += `V${(HEIGHT * (1 - level / most)).toFixed(1)}H${i + 1}`;
  });
  return `${path}V${HEIGHT}Z`;
}
