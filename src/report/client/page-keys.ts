import type { Page } from "./page.ts";

export interface KeyTargets {
  readonly focusSearch: () => void;
  readonly nextMatch: (step: 1 | -1) => void;
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
  const { arrangement, weight, colours } = page.state;
  switch (key) {
    case "/":
      targets.focusSearch();
      return true;
    case "?":
      targets.openKeys();
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
      page.change({ weight: weight === "cpu" ? "wall" : "cpu" });
      return true;
    case "c":
      page.change({ colours: colours === "kind" ? "package" : "kind" });
      return true;
    case "Escape":
      page.change({ search: "", frame: null, row: "" });
      return true;
    default:
      return false;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}
