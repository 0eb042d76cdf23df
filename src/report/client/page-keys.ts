import type { Page } from "./page.ts";
import type { PageState } from "./page-state.ts";
import { hasTiers } from "./tiers.ts";

export interface KeyTargets {
  readonly focusSearch: () => void;
  readonly nextMatch: (step: 1 | -1) => void;
  readonly focusAgents: () => void;
  readonly focusLanes: () => void;
  readonly focusHeld: () => void;
  readonly focusOwned: () => void;
  readonly focusTimeline: () => void;
  readonly focusGraph: () => void;
  readonly focusHotspots: () => void;
  readonly focusTable: () => void;
  readonly openKeys: () => void;
  readonly lettersAreOn: () => boolean;
}

/** Keys that work wherever the focus is, except while typing. */
export function pageKeys(page: Page, targets: KeyTargets): void {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "F3") targets.nextMatch(event.shiftKey ? -1 : 1);
    else if (isTyping(target) || document.querySelector("dialog[open]") !== null) return;
    else if (key.length === 1 && !targets.lettersAreOn()) return;
    else if (!act(key, page, targets)) return;
    event.preventDefault();
  });
}

function act(key: string, page: Page, targets: KeyTargets): boolean {
  const { arrangement, count } = page.state;
  switch (key) {
    case "/":
      targets.focusSearch();
      return true;
    case "?":
      targets.openKeys();
      return true;
    case "m":
      targets.focusTimeline();
      return true;
    case "n":
      targets.focusAgents();
      return true;
    case "l":
      targets.focusLanes();
      return true;
    case "e":
      targets.focusHeld();
      return true;
    case "v":
      targets.focusOwned();
      return true;
    case "g":
      targets.focusGraph();
      return true;
    case "h":
      targets.focusHotspots();
      return true;
    case "a":
      targets.focusTable();
      return true;
    case "f":
      page.change({ arrangement: "merged" });
      return true;
    case "i":
      page.change({ arrangement: arrangement === "inverted" ? "merged" : "inverted" });
      return true;
    case "t":
      page.change({ arrangement: arrangement === "time" ? "merged" : "time" });
      return true;
    case "w":
      nextWeight(page);
      return true;
    case "o":
      if (page.model.sources.hasObjects) page.change({ count: count === "bytes" ? "objects" : "bytes" });
      return true;
    case "c":
      page.change({ colours: nextColours(page) });
      return true;
    case "Escape":
      clear(page);
      return true;
    default:
      return false;
  }
}

function nextWeight(page: Page): void {
  const { weights } = page.model.sources;
  const next = weights[(weights.indexOf(page.state.weight) + 1) % weights.length];
  if (next !== undefined) page.change({ weight: next });
}

/** What was searched and selected first, then the agents, then the range of time. */
function clear(page: Page): void {
  const { search, frame, row, agents } = page.state;
  if (search !== "" || frame !== null || row !== "") page.change({ search: "", frame: null, row: "" });
  else page.change(agents === "" ? { range: null } : { agents: "" });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** By tier only where tiers are known. */
function nextColours({ model, state }: Page): PageState["colours"] {
  if (state.colours === "kind") return "package";
  return state.colours === "package" && hasTiers(model.frames) ? "tier" : "kind";
}
