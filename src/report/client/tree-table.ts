import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import type { ShownTree } from "./shown-tree.ts";
import { treeTableKeys } from "./tree-table-keys.ts";
import { moreLine, treeTableLine } from "./tree-table-line.ts";

/** Children listed at once; a line below them lists as many more. */
const PAGE_LINES = 50;

type LineElement = HTMLTableRowElement;

interface Line {
  readonly row: number;
  readonly level: number;
  readonly parent: LineElement | undefined;
  /** Set on the line that stands for the children of `parent` from this one on. */
  readonly from?: number;
}

/** The graph as an expandable table: the same tree, to be read and walked without seeing it. Closed, it costs nothing. */
export class TreeTable {
  readonly #page: Page;
  readonly #head = element("tr");
  readonly #body = element("tbody");
  readonly #box = element("details", { class: "twin" }, element("summary", {}, "The graph as a table"));
  readonly #lines = new WeakMap<LineElement, Line>();
  #isStale = true;

  constructor(page: Page) {
    this.#page = page;
    const table = element("table", { role: "treegrid", class: "pick", "aria-label": "Call tree" });
    table.append(element("thead", {}, this.#head), this.#body);
    this.#box.append(element("div", { class: "scroll" }, table));
    found("#graph").append(this.#box);
    this.#box.addEventListener("toggle", () => this.#refresh());
    this.#body.addEventListener("click", ({ target }) => this.#click(target));
    treeTableKeys(this.#body, {
      expand: (line) => this.#expand(line),
      collapse: (line) => this.#collapse(line),
      choose: (line) => this.#choose(line),
      parent: (line) => this.#lines.get(line)?.parent,
    });
    page.show(["arrangement", "zoom", ...SCOPE_KEYS], () => {
      this.#isStale = true;
      this.#refresh();
    });
  }

  /** Opens it and goes to its first line. */
  focus(): void {
    this.#box.open = true;
    this.#refresh();
    this.#body.querySelector<HTMLElement>("tr[tabindex='0']")?.focus();
  }

  get #tree(): ShownTree {
    return this.#page.model.shown(this.#page.state);
  }

  #refresh(): void {
    if (!this.#box.open || !this.#isStale) return;
    this.#isStale = false;
    this.#head.replaceChildren(...heads(figuresOf(this.#page.state).unit));
    const top = this.#tree.find(this.#page.state.zoom) ?? this.#tree.root;
    const line = this.#line(top, { row: top, level: 1, parent: undefined }, 1, 1);
    line.tabIndex = 0;
    this.#body.replaceChildren(line);
    this.#expand(line);
  }

  #line(row: number, at: Line, position: number, siblings: number): LineElement {
    const { model, state } = this.#page;
    const words = { frames: model.frames, figures: figuresOf(state) };
    const line = treeTableLine(words, this.#tree, row, { level: at.level, position, siblings });
    this.#lines.set(line, at);
    return line;
  }

  #expand(line: LineElement): void {
    if (line.ariaExpanded !== "false") return;
    line.ariaExpanded = "true";
    this.#list(line, 0, line);
  }

  /** Lists the children of a line, from one of them on, below another line. */
  #list(parent: LineElement, from: number, above: Element): void {
    const at = this.#lines.get(parent);
    if (at === undefined) return;
    const level = at.level + 1;
    const children = this.#tree.children(at.row);
    const to = Math.min(from + PAGE_LINES, children.length);
    const siblings = children.length;
    const listed = children
      .slice(from, to)
      .map((row, i) => this.#line(row, { row, level, parent }, from + i + 1, siblings));
    if (to < siblings) {
      const more = moreLine(`${siblings - to} more with less`, { level, position: to + 1, siblings });
      this.#lines.set(more, { row: at.row, level, parent, from: to });
      listed.push(more);
    }
    above.after(...listed);
  }

  #collapse(line: LineElement): void {
    const at = this.#lines.get(line);
    if (at === undefined || line.ariaExpanded !== "true") return;
    line.ariaExpanded = "false";
    while (line.nextElementSibling instanceof HTMLTableRowElement) {
      const next = line.nextElementSibling;
      if ((this.#lines.get(next)?.level ?? 0) <= at.level) return;
      next.remove();
    }
  }

  #choose(line: LineElement): void {
    const at = this.#lines.get(line);
    if (at === undefined) return;
    if (at.from !== undefined && at.parent !== undefined) {
      this.#list(at.parent, at.from, line);
      if (line.nextElementSibling instanceof HTMLElement) line.nextElementSibling.focus();
      line.remove();
      return;
    }
    const frame = this.#tree.frame(at.row);
    this.#page.change({ row: this.#tree.address(at.row), frame: frame < 0 ? null : frame });
  }

  #click(target: EventTarget | null): void {
    const line = target instanceof Element ? target.closest("tr") : null;
    if (line === null) return;
    line.focus({ preventScroll: true });
    const isTwisty = target instanceof Element && target.classList.contains("twisty");
    if (!isTwisty) this.#choose(line);
    else if (line.ariaExpanded === "true") this.#collapse(line);
    else this.#expand(line);
  }
}

function heads(unit: string): HTMLElement[] {
  const words = ["call", `total ${unit}`, "%", `self ${unit}`, "%"];
  return words.map((one, i) => element("th", { scope: "col", class: i === 0 ? "" : "n" }, one));
}
