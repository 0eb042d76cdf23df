import { KIND_WORDS } from "../kind-words.ts";
import { place, shortPlace } from "../place.ts";
import { digitsOfPercent } from "../quantity.ts";
import { bar } from "./bar.ts";
import { element } from "./element.ts";
import { figuresOf } from "./figures.ts";
import type { Page } from "./page.ts";
import { frameName } from "./row-name.ts";

/** One function in the table of hotspots. */
export function hotspotRow({ model, state }: Page, index: number): HTMLTableRowElement {
  const frame = model.frames[index];
  const functions = model.functions(state);
  const { digits } = figuresOf(state);
  const sum = model.weights(state).sum || 1;
  const self = functions.self[index]!;
  const total = functions.total[index]!;
  const number = (text: string): HTMLElement => element("td", { class: "n" }, text);
  const where = frame === undefined ? "" : place(frame);
  return element(
    "tr",
    { "data-frame": index },
    element(
      "td",
      { class: "function", title: frameName(model.frames, index) },
      element("i", { class: `dot k-${frame?.kind}` }),
      frameName(model.frames, index),
    ),
    element(
      "td",
      { class: "muted where", title: where },
      element("bdi", {}, frame === undefined ? "" : shortPlace(frame)),
    ),
    element("td", { class: "muted kind" }, frame === undefined ? "" : frame.package || KIND_WORDS[frame.kind]),
    number(digits(self)),
    number(digitsOfPercent((100 * self) / sum)),
    element("td", { class: "w" }, bar((100 * self) / sum)),
    number(digits(total)),
    number(digitsOfPercent((100 * total) / sum)),
  );
}
