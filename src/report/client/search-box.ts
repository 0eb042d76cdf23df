import { percentText } from "../quantity.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { reveal } from "./reveal.ts";

export interface SearchBox {
  focus(): void;
  /** Goes to the next matching function, or with -1 to the one before. */
  next(step: 1 | -1): void;
}

/** Search over all functions; says which share the matches have. */
export function searchBox(page: Page): SearchBox {
  const input = element("input", {
    type: "search",
    placeholder: "search or /regex/",
    "aria-label": "Search functions, files and packages; between slashes a regular expression",
    "aria-describedby": "search-said",
    spellcheck: "false",
    autocomplete: "off",
  });
  const said = element("span", { id: "search-said", class: "said", role: "status", "aria-live": "polite" });
  found("#graph .tools").append(element("div", { class: "search" }, input, said));

  const next = (step: 1 | -1): void => {
    const matches = page.model.search(page.state);
    if (matches.kind !== "matches" || matches.functions.length === 0) return;
    const at = page.state.frame === null ? -1 : matches.functions.indexOf(page.state.frame);
    const to = at === -1 ? (step === 1 ? 0 : -1) : (at + step) % matches.functions.length;
    const frame = matches.functions.at(to);
    if (frame !== undefined) reveal(page, frame);
  };
  input.addEventListener("input", () => page.change({ search: input.value }));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") page.change({ search: "" });
  });
  page.show(["search", ...SCOPE_KEYS], () => {
    if (input.value !== page.state.search) input.value = page.state.search;
    said.textContent = matchWords(page);
  });
  return {
    focus() {
      input.focus();
      input.select();
    },
    next,
  };
}

function matchWords({ model, state }: Page): string {
  const result = model.search(state);
  switch (result.kind) {
    case "none":
      return "";
    case "invalid":
      return `not a regular expression: ${result.reason}`;
    case "matches": {
      const share = percentText((100 * result.covered) / (model.weights(state).sum || 1));
      const count = result.functions.length;
      if (count === 0) return "no match";
      return `matches ${share} of ${figuresOf(state).words} (${count} function${count === 1 ? "" : "s"})`;
    }
  }
}
