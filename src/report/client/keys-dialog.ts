import { element } from "./element.ts";

/** @returns opens the list of keys */
export function keysDialog(): () => void {
  const close = element("button", { type: "button", class: "link" }, "close ", element("kbd", {}, "Esc"));
  const list = KEYS.flatMap(([keys, what]) => [
    element("dt", {}, ...keys.split(" ").map((key) => element("kbd", {}, key))),
    element("dd", {}, what),
  ]);
  const dialog = element(
    "dialog",
    { class: "keys", "aria-labelledby": "keys-title" },
    element("div", { class: "head" }, element("h2", { id: "keys-title" }, "Keys"), close),
    element("dl", { class: "pairs" }, ...list),
  );
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  return () => dialog.showModal();
}

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["/", "search"],
  ["Enter F3", "next match, with Shift the one before"],
  ["g", "to the graph"],
  ["↑ ↓ ← →", "in the graph: caller, widest callee, siblings"],
  ["Enter", "in the graph: zoom in"],
  ["Backspace Esc", "in the graph: zoom out to the caller"],
  ["Home", "in the graph: zoom out entirely"],
  ["f", "flame: callers above callees"],
  ["i", "inverted: own time and its callers"],
  ["t", "in the order of time"],
  ["w", "CPU time or wall time"],
  ["c", "colours by kind or by package"],
  ["h", "to the hotspots"],
  ["Esc", "clear search and selection"],
  ["?", "this list"],
];
