import { svgElement } from "./element.ts";
import type { TimeRange } from "./scope.ts";

/** A range of time marked over a strip. */
export function brush(): { readonly host: SVGSVGElement; mark(range: TimeRange | null, shown: TimeRange): void } {
  const rect = svgElement("rect", { class: "brush", y: 0, height: 1, width: 0 });
  const host = svgElement("svg", { class: "overlay", viewBox: "0 0 1 1", preserveAspectRatio: "none" }, rect);
  return {
    host,
    mark(range, shown) {
      const lengthUs = shown.toUs - shown.fromUs;
      const from = range === null ? 0 : (range.fromUs - shown.fromUs) / lengthUs;
      const width = range === null ? 0 : (range.toUs - range.fromUs) / lengthUs;
      rect.setAttribute("x", String(from));
      rect.setAttribute("width", String(width));
    },
  };
}
