import { place } from "../place.ts";
import { percentText } from "../quantity.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { rowName } from "./row-name.ts";

/** Says what is selected in the graph, to the eye and, as it moves, to a screen reader. */
export function selectedWords(page: Page): void {
  const said = element("p", { class: "selected-words", id: "graph-said", role: "status", "aria-live": "polite" });
  found("#graph .foot").append(said);
  page.show(["row", "frame", "arrangement", ...SCOPE_KEYS], () => {
    said.textContent = words(page);
  });
}

function words({ model, state }: Page): string {
  const tree = model.shown(state);
  const row = state.row === "" ? undefined : tree.find(state.row);
  if (row === undefined) return "";
  const sum = tree.total(tree.root) || 1;
  const frame = model.frames[tree.frame(row)];
  const { text } = figuresOf(state);
  const share = (value: number): string => `${text(value)}, ${percentText((100 * value) / sum)}`;
  const parts = [
    rowName(model.frames, tree, row),
    frame === undefined ? "" : place(frame),
    `total ${share(tree.total(row))}`,
  ];
  if (state.arrangement !== "inverted") parts.push(`self ${share(tree.self(row))}`);
  return parts.filter((part) => part !== "").join(" · ");
}
