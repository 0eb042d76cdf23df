import { digitsOfMs, digitsOfPercent } from "../quantity.ts";
import { element, found } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { rowName } from "./row-name.ts";
import type { ShownTree } from "./shown-tree.ts";
import { treeTableKeys } from "./tree-table-keys.ts";

/** Children shown at once; a row below them shows as many more. */
const PAGE_ROWS = 50;

/** A row of the table, and where it is in the tree. */
interface Line {
  readonly row: number;
  readonly level: number;
  readonly parent: HTMLTableRowElement | undefined;
}

/** The graph as an expandable table: the same tree, to be read and walked without seeing it. */
export class TreeTable {
  readonly #page: Page;
  readonly #body = element("tbody");
  readonly #box = element("details", { class: "twin" }, element("summary", {}, "The graph as a table"));
  readonly #lines = new WeakMap<HTMLTableRowElement, Line>();
  #isStale = true;

  constructor(page: Page) {
    this.#page = page;
    const heads = [
      ["call", ""],
      ["total ms", "n"],
      ["%", "n"],
      ["self ms", "n"],
      ["%", "n"],
    ] as const;
    const head = heads.map(([words, name]) => element("th", { scope: "col", class: name }, words));
    const table = element("table", { role: "treegrid", class: "pick", "aria-label": "Call tree" });
    table.append(element("thead", {}, element("tr", {}, ...head)), this.#body);
    this.#box.append(table);
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

  get #tree(): ShownTree {
    return this.#page.model.shown(this.#page.state);
  }

  // Closed, it costs nothing.
  #refresh(): void {
    if (!this.#box.open || !this.#isStale) return;
    this.#isStale = false;
    const { zoom } = this.#page.state;
    const top = this.#line(this.#tree.find(zoom) ?? this.#tree.root, 1, undefined, 1, 1);
    top.tabIndex = 0;
    this.#body.replaceChildren(top);
    this.#expand(top);
  }

  #expand(line: HTMLTableRowElement): void {
    const at = this.#lines.get(line);
    if (at === undefined || line.ariaExpanded !== "false") return;
    line.ariaExpanded = "true";
    this.#append(line, at, 0, line);
  }

  #append(line: HTMLTableRowElement, { row, level }: Line, from: number, after: Element): void {
    const children = this.#tree.children(row);
    const shown = children.slice(from, from + PAGE_ROWS);
    const added = shown.map((child, i) => this.#line(child, level + 1, line, from + i + 1, children.length));
    const left = children.length - from - shown.length;
    after.after(
      ...added,
      ...(left > 0 ? [this.#moreLine(line, { row, level, parent: line }, from + PAGE_ROWS, left)] : []),
    );
  }

  #moreLine(line: HTMLTableRowElement, at: Line, from: number, left: number): HTMLTableRowElement {
    const more = element("tr", { class: "more-line", tabindex: -1, "aria-level": at.level + 1 });
    more.append(element("td", { colspan: 5, class: "level" }, `${Math.min(left, PAGE_ROWS)} more of ${left}`));
    this.#lines.set(more, at);
    this.#onMore.set(more, () => {
      const before = more.previousElementSibling ?? line;
      const next = more.nextElementSibling;
      more.remove();
      this.#append(line, at, from, before);
      const first = before.nextElementSibling;
      if (first instanceof HTMLElement && first !== next) first.focus();
    });
    return more;
  }
  readonly #onMore = new WeakMap<HTMLTableRowElement, () => void>();

  #collapse(line: HTMLTableRowElement): void {
    if (line.ariaExpanded !== "true") return;
    line.ariaExpanded = "false";
    const level = Number(line.getAttribute("aria-level"));
    for (let next = line.nextElementSibling; next !== null && Number(next.getAttribute("aria-level")) > level; ) {
      const gone = next;
      next = next.nextElementSibling;
      gone.remove();
    }
  }

  #choose(line: HTMLTableRowElement): void {
    const more = this.#onMore.get(line);
    if (more !== undefined) return more();
    const at = this.#lines.get(line);
    if (at === undefined) return;
    const frame = this.#tree.frame(at.row);
    this.#page.change({ row: this.#tree.address(at.row), frame: frame < 0 ? null : frame });
  }

  #click(target: EventTarget | null): void {
    const line = target instanceof Element ? target.closest("tr") : null;
    if (line === null) return;
    line.focus({ preventScroll: true });
    if (target instanceof Element && target.closest(".twisty") !== null) {
      if (line.ariaExpanded === "true") this.#collapse(line);
      else this.#expand(line);
    } else this.#choose(line);
  }

  #line(
    row: number,
    level: number,
    parent: HTMLTableRowElement | undefined,
    place: number,
    of: number,
  ): HTMLTableRowElement {
    const tree = this.#tree;
    const sum = tree.total(tree.root) || 1;
    const number = (text: string): HTMLElement => element("td", { role: "gridcell", class: "n" }, text);
    const frame = this.#page.model.cpu.frames[tree.frame(row)];
    const name = element(
      "td",
      { role: "gridcell", class: "level" },
      element("i", { class: "twisty", "aria-hidden": "true" }),
      element("i", { class: `dot k-${frame?.kind ?? "root"}` }),
      rowName(this.#page.model.cpu, tree, row),
    );
    const line = element(
      "tr",
      { role: "row", tabindex: -1, "aria-level": level, "aria-posinset": place, "aria-setsize": of },
      name,
      number(digitsOfMs(tree.total(row) / 1000)),
      number(digitsOfPercent((100 * tree.total(row)) / sum)),
      number(digitsOfMs(tree.self(row) / 1000)),
      number(digitsOfPercent((100 * tree.self(row)) / sum)),
    );
    if (tree.children(row).length > 0) line.ariaExpanded = "false";
    this.#lines.set(line, { row, level, parent });
    return line;
  }
}

/** Deeper rows are indented no further: a hundred steps would leave no room for the name. */
const MAX_INDENT = 24;
