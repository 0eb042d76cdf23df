import { digitsOfPercent } from "../quantity.ts";
import type { FrameView } from "../view-model.ts";
import { element } from "./element.ts";
import type { Figures } from "./figures.ts";
import { rowName } from "./row-name.ts";
import type { ShownTree } from "./shown-tree.ts";

/** Where a line of the table stands in the tree. */
export interface LinePlace {
  readonly level: number;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
}

/** One call as a line of the table. */
export function treeTableLine(
  { frames, figures }: { readonly frames: readonly FrameView[]; readonly figures: Figures },
  tree: ShownTree,
  row: number,
  place: LinePlace,
): HTMLTableRowElement {
  const sum = tree.total(tree.root) || 1;
  const number = (text: string): HTMLElement => element("td", { role: "gridcell", class: "n" }, text);
  const both = (value: number): HTMLElement[] => [
    number(figures.digits(value)),
    number(digitsOfPercent((100 * value) / sum)),
  ];
  const name = nameCell(
    place.level,
    element("i", { class: "twisty", "aria-hidden": "true" }),
    element("i", { class: `dot k-${frames[tree.frame(row)]?.kind ?? "root"}` }),
    rowName(frames, tree, row),
  );
  const line = lineAt(place, name, ...both(tree.total(row)), ...both(tree.self(row)));
  if (tree.children(row).length > 0) line.ariaExpanded = "false";
  return line;
}

/** The line that stands for siblings not listed yet. */
export function moreLine(words: string, place: LinePlace): HTMLTableRowElement {
  const cell = nameCell(place.level, element("i", { class: "twisty" }), words);
  cell.colSpan = 5;
  const line = lineAt(place, cell);
  line.classList.add("more-line");
  return line;
}

function lineAt({ level, position, siblings }: LinePlace, ...cells: HTMLElement[]): HTMLTableRowElement {
  const place = { "aria-level": level, "aria-posinset": position, "aria-setsize": siblings };
  return element("tr", { role: "row", tabindex: -1, ...place }, ...cells);
}

/** Deeper lines are indented no further: a hundred steps would leave no room for the name. */
const MAX_INDENT = 24;

function nameCell(level: number, ...children: (Node | string)[]): HTMLTableCellElement {
  const cell = element("td", { role: "gridcell", class: "level" }, ...children);
  cell.style.setProperty("--level", String(Math.min(level - 1, MAX_INDENT)));
  return cell;
}
