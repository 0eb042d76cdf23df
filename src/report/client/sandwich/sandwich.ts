import { percentText } from "../../quantity.ts";
import { fills, POINTED_FILL, ROOT_FILL } from "../colours.ts";
import { element, found } from "../element.ts";
import { figuresOf } from "../figures.ts";
import { type FlameChart, flameChart } from "../flame-chart.ts";
import { floatingBox } from "../floating-box.ts";
import { latest } from "../latest.ts";
import { SCOPE_KEYS, type Page } from "../page.ts";
import type { PageState } from "../page-state.ts";
import { type DrawnFrame, prune } from "../prune.ts";
import { reveal } from "../reveal.ts";
import { frameName, rowName } from "../row-name.ts";
import { scopeWords } from "../scope-words.ts";
import type { ShownTree } from "../shown-tree.ts";
import { undrawnWords } from "../undrawn-words.ts";
import { neighbourTree } from "./neighbour-tree.ts";

const LIMITS = { minPx: 1, minLabelPx: 35, budget: 500 } as const;
type Half = "callers" | "callees";

/**
 * Everybody who leads to the selected function above it, and all that it leads to below: the lists of callers and
 * callees beside the function say the same in words.
 */
export function sandwich(page: Page): void {
  const words = element("p", { class: "note" });
  const halves = (["callers", "callees"] as const).map((towards) => new SandwichHalf(page, towards));
  found("#sandwich .body").append(...halves.map(({ host }) => host), words);
  const card = found("#sandwich");
  const draw = (): void => {
    const { frame } = page.state;
    card.hidden = frame === null;
    if (frame === null) return;
    const name = frameName(page.model.frames, frame);
    found("#sandwich-title").textContent =
      `All that leads to ${name}, and from it: ${scopeWords(page.model.sources, page.state)}`;
    words.textContent = halves.map((half) => half.draw(frame)).join(" ");
  };
  page.show(["frame", "colours", ...SCOPE_KEYS], draw);
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(card);
}

class SandwichHalf {
  readonly host: HTMLElement;
  readonly #page: Page;
  readonly #towards: Half;
  readonly #chart: FlameChart;
  readonly #fills: (by: PageState["colours"]) => string[];
  #tree: ShownTree | undefined;

  constructor(page: Page, towards: Half) {
    this.#page = page;
    this.#towards = towards;
    this.host = element("div", { class: `chart half ${towards}`, "aria-hidden": "true" });
    this.#fills = latest(String, (by) => fills(page.model, by));
    const box = floatingBox();
    this.#chart = flameChart(
      this.host,
      {
        click: ({ frame }) => reveal(page, frame),
        hover: ({ row }, { clientX, clientY }) => box.show(this.#words(row), { x: clientX, y: clientY }),
        leave: () => box.hide(),
        fill: ({ row, frame }) => this.#fill(row, frame),
      },
      { rootOnTop: towards === "callees" },
    );
  }

  /** @returns what is not drawn, in words */
  draw(frame: number): string {
    const { model, state } = this.#page;
    const widthPx = this.host.clientWidth;
    if (widthPx === 0) return "";
    const tree = neighbourTree(model.tree, model.weights(state), frame, { towards: this.#towards, title: "" });
    this.#tree = tree;
    const pruned = prune(tree, tree.root, (row) => rowName(model.frames, tree, row), { widthPx, ...LIMITS });
    this.#chart.draw(pruned, widthPx);
    // The function itself is where the halves meet.
    this.host.scrollTop = this.#towards === "callers" ? this.host.scrollHeight : 0;
    return pruned.undrawn === 0 ? "" : `${WORDS[this.#towards]}: ${undrawnWords(tree, pruned, figuresOf(state).whole)}`;
  }

  #fill(row: number, frame: DrawnFrame["frame"]): string {
    if (row === 0) return POINTED_FILL;
    return this.#fills(this.#page.state.colours)[frame] ?? ROOT_FILL;
  }

  #words(row: number): string[] {
    const tree = this.#tree;
    if (tree === undefined) return [];
    const { model, state } = this.#page;
    const share = percentText((100 * tree.total(row)) / (tree.total(tree.root) || 1));
    return [rowName(model.frames, tree, row), `${figuresOf(state).text(tree.total(row))}, ${share} of the function`];
  }
}

const WORDS: Readonly<Record<Half, string>> = { callers: "Callers", callees: "Callees" };
