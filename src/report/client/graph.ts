import { percentText } from "../quantity.ts";
import { element, found } from "./element.ts";
import { fills, POINTED_FILL, ROOT_FILL } from "./colours.ts";
import { type FlameChart, flameChart, ROW_PX } from "./flame-chart.ts";
import { graphKeys } from "./graph-keys.ts";
import type { Page } from "./page.ts";
import type { PageState } from "./page-state.ts";
import { type DrawnFrame, prune, type Pruned } from "./prune.ts";
import { rowName } from "./row-name.ts";
import type { ShownTree } from "./shown-tree.ts";
import { createTooltip } from "./tooltip.ts";

/** The chart's cost is per frame, about 0.03 ms: so many keep a draw well within a tenth of a second. */
const FRAME_BUDGET = 1_200;
const MIN_FRAME_PX = 1;
/** Callers above the zoomed frame that stay in sight. */
const CALLERS_IN_SIGHT = 3;

/** The flamegraph: draws what is wide enough, zooms, selects, and says what it leaves out. */
export class Graph {
  readonly #page: Page;
  readonly #host = element("div", {
    class: "chart",
    tabindex: 0,
    role: "application",
    "aria-label": "Flamegraph. Arrow keys move, Enter zooms in, Backspace zooms out; question mark for all keys.",
    "aria-describedby": "graph-said",
  });
  readonly #undrawn = element("p", { class: "undrawn", id: "undrawn" });
  readonly #chart: FlameChart;
  #pruned: Pruned | undefined;
  #fills: { by: PageState["colours"]; list: string[] } | undefined;

  constructor(page: Page) {
    this.#page = page;
    found("#graph .flame").append(this.#host);
    found("#graph .foot").append(this.#undrawn);
    const tooltip = createTooltip(page);
    this.#chart = flameChart(this.#host, {
      click: (frame) => this.#zoomTo(frame),
      hover: (frame, event) => tooltip.show(frame.row, event),
      leave: () => tooltip.hide(),
    });
    this.#chart.paint({ fill: (frame) => this.#fill(frame), isSelected: (frame) => this.#isSelected(frame) });
    page.show(["arrangement", "thread", "weight", "range", "zoom"], () => this.#draw());
    page.show(["row", "frame", "search", "colours"], () => this.#paint());
    graphKeys(this.#host, page, () => this.#pruned);
    redrawAtNewWidth(this.#host, () => this.#draw());
  }

  focus(): void {
    this.#host.focus();
  }

  get #tree(): ShownTree {
    return this.#page.model.shown(this.#page.state);
  }

  #draw(): void {
    const tree = this.#tree;
    const zoom = visibleRow(tree, this.#page.state.zoom);
    const widthPx = this.#host.clientWidth;
    const name = (row: number): string => rowName(this.#page.model.cpu, tree, row);
    const pruned = prune(tree, zoom, name, { widthPx, minPx: MIN_FRAME_PX, budget: FRAME_BUDGET });
    this.#pruned = pruned;
    this.#chart.draw(pruned, widthPx);
    this.#host.scrollTop = (depthOf(tree, zoom) - CALLERS_IN_SIGHT) * ROW_PX;
    this.#undrawn.textContent = undrawnWords(tree, zoom, pruned);
    this.#paint();
  }

  #paint(): void {
    const { search } = this.#page.state;
    this.#host.classList.toggle("searching", search !== "");
    this.#chart.paint({ fill: (frame) => this.#fill(frame), isSelected: (frame) => this.#isSelected(frame) });
    this.#scrollToSelected();
  }

  #fill({ frame }: DrawnFrame): string {
    if (frame < 0) return ROOT_FILL;
    const { state, model } = this.#page;
    const found = model.search(state);
    const isPointed = found.kind === "matches" ? found.hit[frame] === 1 : frame === state.frame;
    if (isPointed) return POINTED_FILL;
    if (this.#fills?.by !== state.colours) this.#fills = { by: state.colours, list: fills(model.cpu, state.colours) };
    return this.#fills.list[frame] ?? ROOT_FILL;
  }

  #isSelected({ row }: DrawnFrame): boolean {
    const { row: address } = this.#page.state;
    return address !== "" && this.#tree.find(address) === row;
  }

  #zoomTo({ row, frame }: DrawnFrame): void {
    const tree = this.#tree;
    const address = row === tree.root ? "" : tree.address(row);
    this.#page.change({ zoom: address, row: address, frame: frame < 0 ? null : frame });
    this.#host.focus({ preventScroll: true });
  }

  #scrollToSelected(): void {
    const row = this.#page.state.row === "" ? undefined : this.#tree.find(this.#page.state.row);
    if (row === undefined || this.#pruned?.frames.has(row) !== true) return;
    const top = depthOf(this.#tree, row) * ROW_PX;
    const { scrollTop, clientHeight } = this.#host;
    if (top < scrollTop || top + ROW_PX > scrollTop + clientHeight) this.#host.scrollTop = top - clientHeight / 2;
  }
}

/** What is zoomed to; where the scope has left it no time, the nearest caller that has some. */
function visibleRow(tree: ShownTree, address: string): number {
  let row = (address === "" ? undefined : tree.find(address)) ?? tree.root;
  while (row !== tree.root && tree.total(row) === 0) row = tree.parent(row);
  return row;
}

function depthOf(tree: ShownTree, row: number): number {
  let depth = 0;
  for (let at = row; at !== tree.root; at = tree.parent(at)) depth++;
  return depth;
}

function undrawnWords(tree: ShownTree, zoom: number, { undrawn, limitPx }: Pruned): string {
  if (tree.total(tree.root) === 0) return "No samples in this selection.";
  if (undrawn === 0) return "Every frame is drawn.";
  // Upwards, so that the sentence holds for each of them.
  const limit = (Math.ceil(limitPx * 10 + 1e-6) / 10).toFixed(1);
  const share = percentText((100 * undrawn) / tree.total(zoom));
  return `Frames narrower than ${limit} px are not drawn here: ${share} of the time; zoom in to see them.`;
}

function redrawAtNewWidth(host: HTMLElement, draw: () => void): void {
  let width = host.clientWidth;
  let frame = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    if (host.clientWidth === width) return;
    frame = requestAnimationFrame(() => {
      width = host.clientWidth;
      draw();
    });
  }).observe(host);
}
