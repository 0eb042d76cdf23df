import { choice } from "./choice.ts";
import { found } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import type { Arrangement, PageState } from "./page-state.ts";
import { scopeWords } from "./scope-words.ts";

/** The title of the graph, its switches. */
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
  found("#graph .tools").append(arrangements.host, palettes.host);
  page.show(["arrangement", ...SCOPE_KEYS], () => {
    arrangements.mark(page.state.arrangement);
    found("#graph-title").textContent = `${TITLES[page.state.arrangement]}: ${scopeWords(page)}`;
  });
  page.show(["colours"], () => palettes.mark(page.state.colours));
}

const TITLES: Readonly<Record<Arrangement, string>> = {
  merged: "Who calls what",
  inverted: "Own time and its callers",
  time: "In the order of time",
};
