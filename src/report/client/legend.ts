import { percentText } from "../quantity.ts";
import { colours } from "./colours.ts";
import { element, found } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";

/** What the colours of the graph mean, and how much each has. */
export function legend(page: Page): void {
  const list = element("ul", { class: "legend", "aria-label": "Legend" });
  found("#graph .foot").prepend(list);
  page.show(["colours", ...SCOPE_KEYS], () => list.replaceChildren(...entries(page)));
}

function entries({ model, state }: Page): HTMLElement[] {
  const { self } = model.functions(state);
  const sum = model.weights(state).sum || 1;
  return colours(model, state.colours).flatMap(({ fill, words, isIn }) => {
    const own = self.reduce((all, weight, frame) => (frame > 0 && isIn(frame) ? all + weight : all), 0);
    if (own === 0) return [];
    const dot = element("i", { class: "dot" });
    dot.style.background = fill;
    return element("li", {}, dot, `${words} ${percentText((100 * own) / sum)}`);
  });
}
