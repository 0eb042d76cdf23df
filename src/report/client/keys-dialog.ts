import { element } from "./element.ts";

export interface KeysDialog {
  open(): void;
  /** Single letters do something; a reader whose software sends letters of its own can turn that off. */
  lettersAreOn(): boolean;
}

/** The list of keys. */
export function keysDialog(): KeysDialog {
  const close = element("button", { type: "button", class: "link" }, "close ", element("kbd", {}, "Esc"));
  const letters = element("input", { type: "checkbox", checked: true });
  const list = KEYS.flatMap(([keys, what]) => [
    element("dt", {}, ...keys.split(" ").map((key) => element("kbd", {}, key))),
    element("dd", {}, what),
  ]);
  const dialog = element(
    "dialog",
    { class: "keys", "aria-labelledby": "keys-title" },
    element("div", { class: "head" }, element("h2", { id: "keys-title" }, "Keys"), close),
    element("dl", { class: "pairs" }, ...list),
    element("label", {}, letters, " single letters work as keys"),
  );
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  return { open: () => dialog.showModal(), lettersAreOn: () => letters.checked };
}

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["/", "search"],
  ["Enter F3", "next match, with Shift the one before"],
  ["m", "to the timeline of memory"],
  ["← → + - Esc", "in the timeline: move, zoom in and out, whole run"],
  ["n", "to the table of agents"],
  ["↑ ↓ ← →", "among agents: move, fold and unfold roles"],
  ["Enter Space", "among agents: choose one; add one, or take it away"],
  ["l", "to the lanes of the agents"],
  ["e", "to the memory of agents over time"],
  ["v", "to whose the heap is"],
  ["g", "to the graph"],
  ["↑ ↓ ← →", "in the graph: caller, widest callee, siblings"],
  ["Enter", "in the graph: zoom in"],
  ["Backspace Esc", "in the graph: zoom out to the caller"],
  ["Home", "in the graph: zoom out entirely"],
  ["f", "flame: callers above callees"],
  ["i", "inverted: own time and its callers"],
  ["t", "in the order of time"],
  ["w", "next weight: CPU time, wall time, memory"],
  ["o", "memory in bytes or in objects"],
  ["c", "colours by kind, by package, or by tier where it is known"],
  ["h", "to the hotspots"],
  ["a", "to the graph as a table"],
  ["Esc", "clear search and selection, then the agents, then the range of time"],
  ["?", "this list"],
];
