import { KIND_WORDS } from "../kind-words.ts";
import { place, shortPlace } from "../place.ts";
import { digitsOfMs, digitsOfPercent } from "../quantity.ts";
import { bar } from "./bar.ts";
import { element } from "./element.ts";
import type { Page } from "./page.ts";
import { frameName } from "./row-name.ts";

/** One function in the table of hotspots. */
export function hotspotRow({ model, state }: Page, index: number): HTMLTableRowElement {
  const { cpu } = model;
  const frame = cpu.frames[index];
  const times = model.times(state);
  const sum = model.weights(state).sum || 1;
  const self = times.self[index]!;
  const total = times.total[index]!;
  const number = (text: string): HTMLElement => element("td", { class: "n" }, text);
  const where = frame === undefined ? "" : place(frame);
  return element(
    "tr",
    { "data-frame": index },
    element(
      "td",
      { class: "function", title: frameName(cpu, index) },
      element("i", { class: `dot k-${frame?.kind}` }),
      frameName(cpu, index),
    ),
    element(
      "td",
      { class: "muted where", title: where },
      element("bdi", {}, frame === undefined ? "" : shortPlace(frame)),
    ),
    element("td", { class: "muted kind" }, frame === undefined ? "" : frame.package || KIND_WORDS[frame.kind]),
    number(digitsOfMs(self / 1000)),
    number(digitsOfPercent((100 * self) / sum)),
    element("td", { class: "w" }, bar((100 * self) / sum)),
    number(digitsOfMs(total / 1000)),
    number(digitsOfPercent((100 * total) / sum)),
  );
}
