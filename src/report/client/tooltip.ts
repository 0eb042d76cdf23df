import { KIND_WORDS } from "../kind-words.ts";
import { place } from "../place.ts";
import { percentText } from "../quantity.ts";
import { element } from "./element.ts";
import { figuresOf } from "./figures.ts";
import type { Page } from "./page.ts";
import { rowName } from "./row-name.ts";

export interface Tooltip {
  show(row: number, at: MouseEvent): void;
  hide(): void;
}

/** What the pointer is over: only for the eye, the details and the table say the same and more. */
export function createTooltip(page: Page): Tooltip {
  const box = element("div", { class: "tooltip", "aria-hidden": "true", hidden: true });
  document.body.append(box);
  return {
    show(row, { clientX, clientY }) {
      box.replaceChildren(...lines(page, row));
      box.hidden = false;
      const { width, height } = box.getBoundingClientRect();
      const left = Math.max(4, Math.min(clientX + 12, innerWidth - width - 4));
      const below = clientY + 16;
      const top = below + height < innerHeight ? below : clientY - height - 8;
      // CSSOM, which the page's policy allows, unlike a style attribute.
      box.style.left = `${left}px`;
      box.style.top = `${top}px`;
    },
    hide() {
      box.hidden = true;
    },
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
