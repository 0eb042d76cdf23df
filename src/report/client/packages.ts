import { KIND_WORDS } from "../kind-words.ts";
import { digitsOfPercent } from "../quantity.ts";
import type { FrameKind } from "../view-model.ts";
import { bar } from "./bar.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { scopeWords } from "./scope-words.ts";

/** What is own, by npm package, and by kind for what is no package, in the scope of the page. */
export function packages(page: Page): void {
  const body = element("tbody");
  const unit = element("th", { class: "n" });
  found("#packages .body").replaceChildren(
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", {}, "package or kind"),
          unit,
          element("th", { class: "n" }, "%"),
          element("th", {}, element("span", { class: "unseen" }, "as a bar")),
        ),
      ),
      body,
    ),
  );
  page.show(SCOPE_KEYS, () => {
    found("#packages-title").textContent = `Packages: ${scopeWords(page.model.sources, page.state)}`;
    unit.textContent = `self ${figuresOf(page.state).unit}`;
    body.replaceChildren(...rows(page));
  });
}

interface Share {
  readonly words: string;
  readonly kind: FrameKind;
  weight: number;
}

function rows({ model, state }: Page): HTMLElement[] {
  const { self } = model.functions(state);
  const { digits } = figuresOf(state);
  const sum = model.weights(state).sum || 1;
  const shares = new Map<string, Share>();
  model.frames.forEach((frame, i) => {
    const own = self[i]!;
    if (own === 0) return;
    const words = frame.kind === "package" ? frame.package : KIND_WORDS[frame.kind];
    const key = `${frame.kind} ${words}`;
    const share = shares.get(key) ?? { words, kind: frame.kind, weight: 0 };
    share.weight += own;
    shares.set(key, share);
  });
  return [...shares.values()]
    .sort((a, b) => b.weight - a.weight)
    .map(({ words, kind, weight }) =>
      element(
        "tr",
        {},
        element("td", {}, element("i", { class: `dot k-${kind}` }), words),
        element("td", { class: "n" }, digits(weight)),
        element("td", { class: "n" }, digitsOfPercent((100 * weight) / sum)),
        element("td", { class: "w" }, bar((100 * weight) / sum)),
      ),
    );
}
