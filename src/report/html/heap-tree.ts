import { digitsOfBytes, digitsOfPercent, grouped } from "../quantity.ts";
import type { HeapMapView } from "../heap-view-model.ts";
import { escapeHtml } from "./escape.ts";

/** The parts of the heap as a list that unfolds: the map's twin for keyboard and screen reader, and without a script. */
export function heapTree(map: HeapMapView): string {
  return `<div class="heap-map scripted"></div>
<details class="fold heap-tree"><summary>The same as a list</summary><ul>${map.parts.map((part) => item(part, map.bytes)).join("")}</ul></details>`;
}

function item(part: HeapMapView, total: number): string {
  const { name, count, bytes, parts } = part;
  const label = `${escapeHtml(count === 1 ? name : `${grouped(count)} × ${name}`)} <span class="muted">${digitsOfBytes(bytes)} MB, ${digitsOfPercent((100 * bytes) / Math.max(1, total))} %</span>`;
  if (parts.length === 0) return `<li>${label}</li>`;
  return `<li><details><summary>${label}</summary><ul>${parts.map((one) => item(one, total)).join("")}</ul></details></li>`;
}
