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
  const all = colours(model, state.colours);
  return all.flatMap(({ fill, words, isIn }, i) => {
    const isItsOwn = (frame: number): boolean => isIn(frame) && !all.slice(0, i).some((one) => one.isIn(frame));
    const own = self.reduce(
      (sofar, weight, frame) => (weight > 0 && frame > 0 && isItsOwn(frame) ? sofar + weight : sofar),
      0,
    );
    if (own === 0) return [];
    const dot = element("i", { class: "dot" });
    dot.style.background = fill;
    return element("li", {}, dot, `${words} ${percentText((100 * own) / sum)}`);
  });
}
