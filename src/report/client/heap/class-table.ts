import type { HeapClassView, HeapView, HeldAlikeView } from "../../heap-view-model.ts";
import { digitsOfBytes, grouped } from "../../quantity.ts";
import { bar } from "../bar.ts";
import { element, found } from "../element.ts";
import { type Column, sortableHead } from "../sortable-head.ts";

type Key = "class" | "place" | "count" | "shallow" | "retained" | "change" | "new" | "freed";

const ROWS = 100;

const COLUMNS: readonly Column<Key>[] = [
  { key: "class", words: "class" },
  { key: "place", words: "place" },
  { key: "count", words: "count", numeric: true },
  { key: "shallow", words: "shallow, MB", numeric: true },
  { key: "retained", words: "retained, MB", numeric: true },
  { words: "" },
];
const CHANGE_COLUMNS: readonly Column<Key>[] = [
  { key: "change", words: "change, MB", numeric: true },
  { key: "new", words: "new", numeric: true },
  { key: "freed", words: "freed", numeric: true },
];

const FIGURES: Readonly<Record<Exclude<Key, "class" | "place">, (one: HeapClassView) => number>> = {
  count: ({ count }) => count,
  shallow: ({ shallowBytes }) => shallowBytes,
  retained: ({ retainedBytes }) => retainedBytes,
  change: ({ change }) => change?.shallowBytes ?? 0,
  new: ({ change }) => change?.newCount ?? -1,
  freed: ({ change }) => change?.freedCount ?? -1,
};

/** The classes, sorted by any column and searched by name and file; a row unfolds to how its objects are held. */
export function classTable(heap: HeapView): void {
  const hasChange = heap.change !== undefined;
  const columns = hasChange ? [...COLUMNS, ...CHANGE_COLUMNS] : COLUMNS;
  const most = Math.max(1, ...heap.classes.map(({ retainedBytes }) => retainedBytes));
  let wanted = "";
  let rows = ROWS;
  const body = element("tbody");
  const head = sortableHead<Key>(columns, { key: "retained", down: true }, () => draw());
  const input = element("input", {
    type: "search",
    placeholder: "search classes and files",
    "aria-label": "Search classes and files",
    spellcheck: "false",
    autocomplete: "off",
  });
  const said = element("span", { class: "said", role: "status", "aria-live": "polite" });
  const more = element("button", { type: "button", class: "link" });
  const draw = (): void => {
    const { key, down } = head.sorting;
    const shown = heap.classes
      .filter((one) => matches(one, wanted))
      .sort((a, b) => (down ? -1 : 1) * compare(key, a, b));
    body.replaceChildren(
      ...shown.slice(0, rows).flatMap((one) => classRows(one, { most, hasChange, width: columns.length })),
    );
    said.textContent = wanted === "" ? "" : `${grouped(shown.length)} of ${grouped(heap.classes.length)}`;
    more.hidden = shown.length <= rows;
    more.textContent = `show all ${grouped(shown.length)}`;
  };
  input.addEventListener("input", () => {
    wanted = input.value.trim().toLowerCase();
    draw();
  });
  more.addEventListener("click", () => {
    rows = Number.POSITIVE_INFINITY;
    draw();
  });
  draw();
  found("#heap-classes .tools").append(element("div", { class: "search" }, input, said));
  found("#heap-classes .heap-table").replaceChildren(element("table", {}, element("thead", {}, head.row), body), more);
}

function matches({ class: name, file }: HeapClassView, wanted: string): boolean {
  return wanted === "" || name.toLowerCase().includes(wanted) || file.toLowerCase().includes(wanted);
}

function compare(key: Key, a: HeapClassView, b: HeapClassView): number {
  if (key === "class") return a.class.localeCompare(b.class);
  if (key === "place") return a.file.localeCompare(b.file) || a.line - b.line;
  return FIGURES[key](a) - FIGURES[key](b);
}

function classRows(
  one: HeapClassView,
  { most, hasChange, width }: { most: number; hasChange: boolean; width: number },
): HTMLElement[] {
  const name = element("td", { title: one.class });
  const paths = element("tr", { class: "paths", hidden: true });
  if (one.paths.length === 0) name.textContent = one.class;
  else {
    const button = element("button", { type: "button", class: "link", "aria-expanded": "false" }, one.class);
    button.addEventListener("click", () => {
      if (paths.childElementCount === 0) paths.append(element("td", { colspan: width }, ...one.paths.map(pathSteps)));
      paths.hidden = !paths.hidden;
      button.setAttribute("aria-expanded", String(!paths.hidden));
    });
    name.append(button);
  }
  const row = element(
    "tr",
    {},
    name,
    element("td", { class: "where", title: placeWords(one) }, element("bdi", {}, placeWords(one))),
    number(grouped(one.count)),
    number(digitsOfBytes(one.shallowBytes)),
    number(digitsOfBytes(one.retainedBytes)),
    element("td", { class: "w" }, bar((100 * one.retainedBytes) / most)),
    ...(hasChange ? changeCells(one) : []),
  );
  return [row, paths];
}

function changeCells({ change }: HeapClassView): HTMLElement[] {
  const bytes = change?.shallowBytes ?? 0;
  const sign = bytes < 0 ? "−" : bytes > 0 ? "+" : "";
  const counted = (count: number | null | undefined): string =>
    count === null || count === undefined ? "—" : grouped(count);
  return [
    number(`${sign}${digitsOfBytes(Math.abs(bytes))}`),
    number(counted(change?.newCount)),
    number(counted(change?.freedCount)),
  ];
}

/** A path, a line a step. */
function pathSteps({ path, count, retainedBytes }: HeldAlikeView): HTMLElement {
  return element(
    "div",
    { class: "held" },
    element("p", {}, `${grouped(count)} of them, ${digitsOfBytes(retainedBytes)} MB, held by`),
    element("ol", {}, ...path.split(" → ").map((step) => element("li", {}, step))),
  );
}

function placeWords({ file, line }: HeapClassView): string {
  return line === 0 ? file : `${file}:${line}`;
}

function number(digits: string): HTMLTableCellElement {
  return element("td", { class: "n" }, digits);
}
