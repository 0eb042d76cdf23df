import { KIND_WORDS } from "../kind-words.ts";
import { digitsOfMs, digitsOfPercent } from "../quantity.ts";
import type { FrameKind } from "../view-model.ts";
import { bar } from "./bar.ts";
import { element, found } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { scopeWords } from "./scope-words.ts";

/** Own time by npm package, and by kind for what is no package, in the scope of the page. */
export function packages(page: Page): void {
  const body = element("tbody");
  const head = [
    ["package or kind", ""],
    ["self ms", "n"],
    ["%", "n"],
    ["", ""],
  ] as const;
  found("#packages .body").replaceChildren(
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head.map(([words, name]) => element("th", { class: name }, words)))),
      body,
    ),
  );
  page.show(SCOPE_KEYS, () => {
    found("#packages-title").textContent = `Packages: ${scopeWords(page)}`;
    body.replaceChildren(...rows(page));
  });
}

interface Share {
  readonly words: string;
  readonly kind: FrameKind;
  time: number;
}

function rows({ model, state }: Page): HTMLElement[] {
  const { self } = model.times(state);
  const sum = model.weights(state).sum || 1;
  const shares = new Map<string, Share>();
  model.cpu.frames.forEach((frame, i) => {
    const time = self[i]!;
    if (time === 0) return;
    const words = frame.kind === "package" ? frame.package : KIND_WORDS[frame.kind];
    const key = `${frame.kind} ${words}`;
    const share = shares.get(key) ?? { words, kind: frame.kind, time: 0 };
    share.time += time;
    shares.set(key, share);
  });
  return [...shares.values()]
    .sort((a, b) => b.time - a.time)
    .map(({ words, kind, time }) =>
      element(
        "tr",
        {},
        element("td", {}, element("i", { class: `dot k-${kind}` }), words),
        element("td", { class: "n" }, digitsOfMs(time / 1000)),
        element("td", { class: "n" }, digitsOfPercent((100 * time) / sum)),
        element("td", { class: "w" }, bar((100 * time) / sum)),
      ),
    );
}
