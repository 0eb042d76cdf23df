import { place } from "../place.ts";
import { grouped } from "../quantity.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { hotspotRow } from "./hotspot-row.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { reveal } from "./reveal.ts";
import { frameName } from "./row-name.ts";
import { scopeWords } from "./scope-words.ts";
import { type Column, sortableHead } from "./sortable-head.ts";

/** Rows shown at first, and more at each press of the button. */
const PAGE_ROWS = 20;
const MORE_ROWS = 100;

type SortKey = "self" | "total" | "name" | "place" | "kind";

/** All functions of the scope: sorted, filtered; a row selects its function everywhere. */
export class Hotspots {
  readonly #page: Page;
  readonly #filter = element("input", { type: "search", placeholder: "filter", "aria-label": "Filter the hotspots" });
  readonly #body = element("tbody");
  readonly #more = element("button", { type: "button", class: "link more" });
  readonly #head = sortableHead<SortKey>(COLUMNS, { key: "self", down: true }, () => this.#draw());
  #limit = PAGE_ROWS;

  constructor(page: Page) {
    this.#page = page;
    found("#hotspots .tools").append(this.#filter);
    const table = element(
      "table",
      { class: "pick", role: "grid", "aria-labelledby": "hotspots-title" },
      element("thead", {}, this.#head.row),
      this.#body,
    );
    found("#hotspots .body").replaceChildren(table, this.#more);
    this.#filter.addEventListener("input", () => this.#draw());
    this.#more.addEventListener("click", () => {
      this.#limit += MORE_ROWS;
      this.#draw();
    });
    this.#body.addEventListener("click", ({ target }) => this.#choose(target));
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    page.show(SCOPE_KEYS, () => this.#draw());
    page.show(["frame"], () => this.#mark());
  }

  focus(): void {
    this.#body.querySelector<HTMLElement>("tr[tabindex='0']")?.focus();
  }

  #draw(): void {
    const page = this.#page;
    const rows = this.#sorted();
    const { unit } = figuresOf(page.state);
    this.#head.rename("self", `self ${unit}`);
    this.#head.rename("total", `total ${unit}`);
    const shown = rows.slice(0, this.#limit);
    found("#hotspots-title").textContent = `Hotspots: ${scopeWords(page.model.sources, page.state)}`;
    this.#body.replaceChildren(...shown.map((frame) => hotspotRow(page, frame)));
    const left = rows.length - shown.length;
    this.#more.hidden = left === 0;
    this.#more.textContent = `${Math.min(left, MORE_ROWS)} more of ${grouped(left)}`;
    this.#mark();
  }

  #sorted(): number[] {
    const { model, state } = this.#page;
    const { frames } = model;
    const functions = model.functions(state);
    const wanted = this.#filter.value.trim().toLowerCase();
    const rows: number[] = [];
    frames.forEach((frame, i) => {
      const text = `${frame.name} ${place(frame)} ${frame.package} ${frame.kind}`.toLowerCase();
      if (i > 0 && functions.total[i]! > 0 && text.includes(wanted)) rows.push(i);
    });
    const { key, down } = this.#head.sorting;
    const weight = (column: Float64Array) => (a: number, b: number) => column[a]! - column[b]!;
    const text = (of: (frame: number) => string) => (a: number, b: number) => of(a).localeCompare(of(b));
    const orders = {
      self: weight(functions.self),
      total: weight(functions.total),
      name: text((i) => frameName(frames, i)),
      place: text((i) => frames[i]?.file ?? ""),
      kind: text((i) => `${frames[i]?.kind} ${frames[i]?.package}`),
    };
    const order = orders[key];
    return rows.sort((a, b) => (down ? order(b, a) : order(a, b)) || functions.self[b]! - functions.self[a]!);
  }

  #choose(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest("tr") : null;
    if (row?.dataset["frame"] === undefined) return;
    reveal(this.#page, Number(row.dataset["frame"]));
    row.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest("tr") : null;
    if (row === null) return;
    const beside =
      event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
    if (beside instanceof HTMLElement) {
      row.tabIndex = -1;
      beside.tabIndex = 0;
      beside.focus();
    } else if (event.key === "Enter" || event.key === " ") this.#choose(row);
    else return;
    event.preventDefault();
  }

  #mark(): void {
    const rows = [...this.#body.rows];
    for (const row of rows) {
      const isSelected = Number(row.dataset["frame"]) === this.#page.state.frame;
      row.setAttribute("aria-selected", String(isSelected));
      row.tabIndex = isSelected ? 0 : -1;
    }
    // One row is in the tab order; the arrows reach the others.
    if (!rows.some(({ tabIndex }) => tabIndex === 0) && rows[0] !== undefined) rows[0].tabIndex = 0;
  }
}

const COLUMNS: readonly Column<SortKey>[] = [
  { key: "name", words: "function" },
  { key: "place", words: "place" },
  { key: "kind", words: "kind" },
  { key: "self", words: "self", numeric: true },
  { words: "%", numeric: true },
  { words: "" },
  { key: "total", words: "total", numeric: true },
  { words: "%", numeric: true },
];
