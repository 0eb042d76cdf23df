import { fills, POINTED_FILL, ROOT_FILL } from "./colours.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { type FlameChart, flameChart, ROW_PX } from "./flame-chart.ts";
import { graphKeys } from "./graph-keys.ts";
import { latest } from "./latest.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import type { PageState } from "./page-state.ts";
import { type DrawnFrame, NO_ROW, prune, type Pruned } from "./prune.ts";
import { rowName } from "./row-name.ts";
import { depthOf, type ShownTree } from "./shown-tree.ts";
import { createTooltip } from "./tooltip.ts";
import { undrawnWords } from "./undrawn-words.ts";
import { whenIdle } from "./when-idle.ts";

/** A draw costs about 0.05 ms a frame: so many come at once, and finer ones when the page has nothing else to do. */
const FRAMES_AT_ONCE = 1_000;
const FRAMES_AT_REST = 2_000;
const MIN_FRAME_PX = 1;
/** The chart itself shows no label below 35 px. */
const MIN_LABEL_PX = 35;
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
  readonly #fills: (by: PageState["colours"]) => string[];
  readonly #refineWhenIdle = whenIdle(() => this.#drawFrames(FRAMES_AT_REST));
  #widthPx: number;
  #pruned: Pruned | undefined;

  constructor(page: Page) {
    this.#page = page;
    this.#fills = latest(String, (by) => fills(page.model, by));
    found("#graph .flame").append(this.#host);
    found("#graph .foot").append(this.#undrawn);
    this.#widthPx = this.#host.clientWidth;
    const tooltip = createTooltip(page);
    this.#chart = flameChart(this.#host, {
      click: (frame) => this.#zoomTo(frame),
      hover: (frame, event) => tooltip.show(frame.row, event),
      leave: () => tooltip.hide(),
      fill: (frame) => this.#fill(frame),
    });
    page.show(["arrangement", "zoom", ...SCOPE_KEYS], () => this.#draw());
    page.show(["row", "frame", "search", "colours"], () => this.#paint());
    graphKeys(this.#host, page, () => this.#pruned);
    new ResizeObserver(() => this.#fit()).observe(this.#host);
  }

  focus(): void {
    this.#host.focus();
  }

  get #tree(): ShownTree {
    return this.#page.model.shown(this.#page.state);
  }

  #draw(): void {
    this.#drawFrames(FRAMES_AT_ONCE);
    const zoom = this.#pruned?.zoom.row ?? this.#tree.root;
    this.#scroll(() => (depthOf(this.#tree, zoom) - CALLERS_IN_SIGHT) * ROW_PX);
    if (this.#pruned?.isOverBudget === true) this.#refineWhenIdle();
  }

  #drawFrames(frames: number): void {
    const tree = this.#tree;
    // With an axis of time, up to as many gaps come on top.
    const budget = tree.start === undefined ? frames : frames / 2;
    const zoom = visibleRow(tree, this.#page.state.zoom);
    const name = (row: number): string => rowName(this.#page.model.frames, tree, row);
    const widthPx = this.#widthPx;
    const pruned = prune(tree, zoom, name, { widthPx, minPx: MIN_FRAME_PX, minLabelPx: MIN_LABEL_PX, budget });
    this.#pruned = pruned;
    this.#chart.draw(pruned, widthPx);
    this.#chart.select(this.#selectedRow());
    this.#undrawn.textContent = undrawnWords(tree, pruned, figuresOf(this.#page.state).whole);
  }

  #paint(): void {
    this.#host.classList.toggle("searching", this.#page.state.search !== "");
    this.#chart.paint();
    const row = this.#selectedRow();
    this.#chart.select(row);
    if (row !== undefined && this.#pruned?.frames.has(row)) this.#scroll(() => this.#intoSight(row));
  }

  #fill({ row, frame }: DrawnFrame): string {
    if (row === NO_ROW) return "none";
    if (frame < 0) return ROOT_FILL;
    const { state, model } = this.#page;
    const search = model.search(state);
    const isPointed = search.kind === "matches" ? search.hit[frame] === 1 : frame === state.frame;
    return isPointed ? POINTED_FILL : (this.#fills(state.colours)[frame] ?? ROOT_FILL);
  }

  #selectedRow(): number | undefined {
    const { row } = this.#page.state;
    return row === "" ? undefined : this.#tree.find(row);
  }

  #zoomTo({ row, frame }: DrawnFrame): void {
    const tree = this.#tree;
    const address = row === tree.root ? "" : tree.address(row);
    this.#host.focus({ preventScroll: true });
    this.#page.change({ zoom: address, row: address, frame: frame < 0 ? null : frame });
  }

  // With the next frame: where to scroll depends on a layout, which would otherwise be made twice.
  #scroll(top: () => number): void {
    requestAnimationFrame(() => {
      this.#host.scrollTop = top();
    });
  }

  #intoSight(row: number): number {
    const top = depthOf(this.#tree, row) * ROW_PX;
    const { scrollTop, clientHeight } = this.#host;
    const isInSight = top >= scrollTop && top + ROW_PX <= scrollTop + clientHeight;
    return isInSight ? scrollTop : top - clientHeight / 2;
  }

  #fit(): void {
    const widthPx = this.#host.clientWidth;
    if (widthPx === this.#widthPx) return;
    this.#widthPx = widthPx;
    requestAnimationFrame(() => this.#draw());
  }
}

/** What is zoomed to; where the scope has left it no time, the nearest caller that has some. */
function visibleRow(tree: ShownTree, address: string): number {
  let row = (address === "" ? undefined : tree.find(address)) ?? tree.root;
  while (row !== tree.root && tree.total(row) === 0) row = tree.parent(row);
  return row;
}
