import { choice } from "./choice.ts";
import { element, found } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import type { Arrangement, PageState } from "./page-state.ts";
import { isTime } from "./scope.ts";
import { hasTiers } from "./tiers.ts";
import { samplingWords, scopeWords } from "./scope-words.ts";

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
      ["tier", "by tier", "Interpreted, baseline, maglev, optimised: the tier of V8's in which a function mostly ran"],
    ],
    (by) => page.change({ colours: by }),
  );
  palettes.offer("tier", hasTiers(page.model.frames));
  const sampling = element("p", { class: "sampling" });
  found("#graph .tools").append(arrangements.host, palettes.host);
  found("#graph .foot").append(sampling);
  page.show(["arrangement", ...SCOPE_KEYS], () => {
    const { arrangement, weight } = page.state;
    const { sources } = page.model;
    arrangements.offer("time", isTime(weight));
    arrangements.mark(arrangement);
    const title = isTime(weight) ? TIME_TITLES[arrangement] : MEMORY_TITLES[arrangement];
    found("#graph-title").textContent = `${title}: ${scopeWords(sources, page.state)}`;
    sampling.textContent = samplingWords(sources, page.state);
  });
  page.show(["colours"], () => palettes.mark(page.state.colours));
}

const TIME_TITLES: Readonly<Record<Arrangement, string>> = {
  merged: "Who calls what",
  inverted: "Own time and its callers",
  time: "In the order of time",
};

const MEMORY_TITLES: Readonly<Record<Arrangement, string>> = {
  ...TIME_TITLES,
  merged: "Who allocated what",
  inverted: "Own allocations and their callers",
};
