import { element } from "./element.ts";

export interface FloatingBox {
  /** @param at in the window, pixels */
  show(lines: readonly (Node | string)[], at: { readonly x: number; readonly y: number }): void;
  hide(): void;
}

/** Words beside the pointer: only for the eye, what is pointed at says the same elsewhere. */
export function floatingBox(): FloatingBox {
  const box = element("div", { class: "tooltip", "aria-hidden": "true", hidden: true });
  document.body.append(box);
  return {
    show(lines, { x, y }) {
      box.replaceChildren(...lines.filter((line) => line !== "").map((line) => element("div", {}, line)));
      box.hidden = false;
      const { width, height } = box.getBoundingClientRect();
      const left = Math.max(4, Math.min(x + 12, innerWidth - width - 4));
      const below = y + 16;
      const top = below + height < innerHeight ? below : y - height - 8;
      // CSSOM, which the page's policy allows, unlike a style attribute.
      box.style.left = `${left}px`;
      box.style.top = `${top}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
