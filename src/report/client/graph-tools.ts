import { choice } from "./choice.ts";
import { colours } from "./colours.ts";
import { element, found } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import type { Arrangement, PageState } from "./page-state.ts";
import { percentText } from "../quantity.ts";
import { scopeWords } from "./scope-words.ts";

/** The title of the graph, its switches and its legend. */
export function graphTools(page: Page): void {
  const arrangements = choice<Arrangement>(
    "Arrangement",
    [
      ["merged", "flame", "Callers above callees, heaviest on the left (f)"],
      ["inverted", "inverted", "Functions by their own time, callers below (i)"],
      ["time", "in time", "Stacks in the order of time (t)"],
    ],
    (arrangement) => page.change({ arrangement }),
  );
  const palettes = choice<PageState["colours"]>(
    "Colours",
    [
      ["kind", "by kind"],
      ["package", "by package"],
    ],
    (by) => page.change({ colours: by }),
  );
  const legend = element("ul", { class: "legend", "aria-label": "Legend" });
  found("#graph .tools").append(arrangements.host, palettes.host);
  found("#graph .foot").prepend(legend);
  page.show(["arrangement", ...SCOPE_KEYS], () => {
    arrangements.mark(page.state.arrangement);
    found("#graph-title").textContent = `${TITLES[page.state.arrangement]}: ${scopeWords(page)}`;
  });
  page.show(["colours", ...SCOPE_KEYS], () => {
    palettes.mark(page.state.colours);
    legend.replaceChildren(...entries(page));
  });
}

const TITLES: Readonly<Record<Arrangement, string>> = {
  merged: "Who calls what",
  inverted: "Own time and its callers",
  time: "In the order of time",
};

function entries({ model, state }: Page): HTMLElement[] {
  const { self } = model.times(state);
  const sum = model.weights(state).sum || 1;
  return colours(model.cpu, state.colours).flatMap(({ fill, words, isIn }) => {
    const time = self.reduce((all, us, frame) => (frame > 0 && isIn(frame) ? all + us : all), 0);
    if (time === 0) return [];
    const dot = element("i", { class: "dot" });
    dot.style.background = fill;
    return element("li", {}, dot, `${words} ${percentText((100 * time) / sum)}`);
  });
}
