import { KIND_WORDS } from "../kind-words.ts";
import { place } from "../place.ts";
import { percentText } from "../quantity.ts";
import { element } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { floatingBox } from "./floating-box.ts";
import type { Page } from "./page.ts";
import { rowName } from "./row-name.ts";

export interface Tooltip {
  show(row: number, at: MouseEvent): void;
  hide(): void;
}

/** What the pointer is over: only for the eye, the details and the table say the same and more. */
export function createTooltip(page: Page): Tooltip {
  const box = floatingBox();
  return {
    show: (row, { clientX, clientY }) => box.show(lines(page, row), { x: clientX, y: clientY }),
    hide: () => box.hide(),
  };
}

function lines(page: Page, row: number): HTMLElement[] {
  const { model, state } = page;
  const tree = model.shown(state);
  const frame = model.frames[tree.frame(row)];
  const sum = tree.total(tree.root) || 1;
  const { text } = figuresOf(state);
  const share = (value: number): string => `${text(value)} (${percentText((100 * value) / sum)})`;
  const shares = [`total ${share(tree.total(row))}`];
  if (state.arrangement !== "inverted") shares.push(`self ${share(tree.self(row))}`);
  return [
    element("b", {}, rowName(model.frames, tree, row)),
    ...(frame === undefined ? [] : [element("div", { class: "muted" }, place(frame) || KIND_WORDS[frame.kind])]),
    element("div", {}, shares.join(" · ")),
  ];
}
