import { element } from "../element.ts";

/** Drawn beyond the edge of what is in sight, so that a small scroll shows no gap. */
const MARGIN_PX = 240;

export interface RowsOf {
  readonly count: number;
  heightPx(row: number): number;
  draw(row: number): HTMLTableRowElement;
}

/** The rows of a table that are in sight: of ten thousand, some thirty are in the document. */
export class VirtualRows {
  readonly #scroll: HTMLElement;
  readonly #body: HTMLTableSectionElement;
  readonly #above = spacer();
  readonly #below = spacer();
  #rows: RowsOf = { count: 0, heightPx: () => 0, draw: () => element("tr") };
  /** Upper edge of each row, and the lower edge of the last. */
  #tops = new Float64Array(1);
  #drawn = "";

  constructor(scroll: HTMLElement, body: HTMLTableSectionElement) {
    this.#scroll = scroll;
    this.#body = body;
    scroll.addEventListener("scroll", () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(scroll);
  }

  set(rows: RowsOf): void {
    this.#rows = rows;
    this.#tops = new Float64Array(rows.count + 1);
    for (let row = 0; row < rows.count; row++) this.#tops[row + 1] = this.#tops[row]! + rows.heightPx(row);
    this.#drawn = "";
    this.#draw();
  }

  intoSight(row: number): void {
    const head = this.#body.offsetTop;
    const { scrollTop, clientHeight } = this.#scroll;
    const top = this.#tops[row]!;
    const bottom = this.#tops[row + 1]!;
    // The head of the table stays on top of the rows.
    if (top < scrollTop) this.#scroll.scrollTop = top;
    else if (bottom > scrollTop + clientHeight - head) this.#scroll.scrollTop = bottom - clientHeight + head;
    this.#draw();
  }

  /** How many rows fit. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#scroll.clientHeight / Math.max(1, this.#rows.heightPx(0))) - 2);
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#scroll;
    const { count } = this.#rows;
    const first = Math.max(0, this.#rowAt(scrollTop - MARGIN_PX));
    const last = Math.min(count, this.#rowAt(scrollTop + clientHeight + MARGIN_PX) + 1);
    const drawn = `${first}-${last}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => this.#rows.draw(first + i));
    this.#body.replaceChildren(this.#above, ...rows, this.#below);
    setHeight(this.#above, this.#tops[first]!);
    setHeight(this.#below, this.#tops[count]! - this.#tops[last]!);
  }

  #rowAt(px: number): number {
    let low = 0;
    let high = this.#rows.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tops[middle + 1]! <= px) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function spacer(): HTMLTableRowElement {
  return element("tr", { class: "spacer", "aria-hidden": "true" });
}

// CSSOM, which the page's policy allows, unlike a style attribute.
function setHeight(row: HTMLElement, px: number): void {
  row.hidden = px === 0;
  row.style.height = `${px}px`;
}
