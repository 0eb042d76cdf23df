import { svgElement } from "./element.ts";

/** A share as a bar, as the static tables draw it. */
export function bar(percent: number): SVGSVGElement {
  const width = Math.max(0, Math.min(100, percent)).toFixed(1);
  return svgElement(
    "svg",
    { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    svgElement("rect", { class: "bar-track", width: 100, height: 8 }),
    svgElement("rect", { class: "bar-fill", width, height: 8 }),
  );
}
