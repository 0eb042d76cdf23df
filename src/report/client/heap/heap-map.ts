import type { HeapMapView } from "../../heap-view-model.ts";
import { bytesText, grouped, percentText } from "../../quantity.ts";
import { element, found, svgElement } from "../element.ts";
import { type Rectangle, squarified } from "./squarified.ts";

const WIDTH = 1000;
const HEIGHT = 420;
const TITLE_HEIGHT = 15;
const GAP = 1.5;
/** Smaller parts are not drawn. */
const LEAST_SIDE = 3;
const LEAST_TITLE_WIDTH = 40;
const CHARACTER_WIDTH = 6.2;
const DEEPEST = 6;
const COLOURS = 7;

/** The heap as nested rectangles, as large as what they stand for; a press on one makes it the whole map. */
export function heapMap(map: HeapMapView): void {
  const place = document.querySelector<HTMLElement>(".heap-map");
  if (place === null) return;
  const colours = coloursOf(map);
  const crumbs = element("nav", { class: "crumbs", "aria-label": "Part of the heap that is shown" });
  const drawing = element("div", { class: "drawing" });
  place.append(crumbs, drawing);
  const show = (way: readonly HeapMapView[]): void => {
    const shown = way.at(-1) ?? map;
    const said = element("span", { class: "muted" }, ` ${sizeWords(shown, map)}`);
    crumbs.replaceChildren(
      ...way.flatMap((part, at): (Node | string)[] => {
        if (at === way.length - 1) return [element("strong", {}, nameOf(part)), said];
        const button = element("button", { type: "button", class: "link" }, nameOf(part));
        button.addEventListener("click", () => show(way.slice(0, at + 1)));
        return [button, " → "];
      }),
    );
    const svg = svgElement("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": "Map of the heap. The list below says the same.",
    });
    const whole = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    drawParts(svg, shown, whole, { way, depth: 0, map, colours, show });
    drawing.replaceChildren(svg);
  };
  show([map]);
  found("#heap-map .tools").append(element("span", { class: "said" }, "press a part to see it alone"));
}

interface Drawing {
  readonly way: readonly HeapMapView[];
  readonly depth: number;
  readonly map: HeapMapView;
  readonly colours: ReadonlyMap<string, string>;
  readonly show: (way: readonly HeapMapView[]) => void;
}

function drawParts(svg: SVGElement, of: HeapMapView, within: Rectangle, drawing: Drawing): void {
  const { way, depth, map, colours, show } = drawing;
  squarified(
    of.parts.map(({ bytes }) => bytes),
    of.bytes,
    within,
  ).forEach((rectangle, at) => {
    const part = of.parts[at] as HeapMapView;
    const { x, y } = rectangle;
    const width = rectangle.width - GAP;
    const height = rectangle.height - GAP;
    if (width < LEAST_SIDE || height < LEAST_SIDE) return;
    const next = [...way, part];
    const words = `${nameOf(part)}, ${sizeWords(part, map)}`;
    const box = svgElement(
      "rect",
      {
        x,
        y,
        width,
        height,
        fill: colours.get(part.name) ?? "var(--root)",
        class: part.parts.length === 0 ? "" : "open",
      },
      svgElement("title", {}),
    );
    (box.firstChild as Element).textContent = words;
    box.addEventListener("click", () => show(part.parts.length === 0 ? way : next));
    svg.append(box);
    const hasTitle = width >= LEAST_TITLE_WIDTH && height >= TITLE_HEIGHT;
    if (hasTitle) {
      const text = svgElement("text", { x: x + 3, y: y + 11 });
      const room = Math.floor((width - 6) / CHARACTER_WIDTH);
      const label = `${nameOf(part)} ${bytesText(part.bytes)}`;
      text.textContent = label.length <= room ? label : `${label.slice(0, Math.max(1, room - 1))}…`;
      svg.append(text);
    }
    if (depth >= DEEPEST || part.parts.length === 0 || height < 2 * TITLE_HEIGHT) return;
    const top = hasTitle ? TITLE_HEIGHT : GAP;
    const inside = { x: x + GAP, y: y + top, width: width - 2 * GAP, height: height - top - GAP };
    drawParts(svg, part, inside, { ...drawing, way: next, depth: depth + 1 });
  });
}

function nameOf({ name, count }: HeapMapView): string {
  return count === 1 ? name : `${grouped(count)} × ${name}`;
}

function sizeWords({ bytes }: HeapMapView, map: HeapMapView): string {
  return `${bytesText(bytes)}, ${percentText((100 * bytes) / Math.max(1, map.bytes))} of the heap`;
}

/** The names that take most room have a colour of their own. */
function coloursOf(map: HeapMapView): ReadonlyMap<string, string> {
  const bytes = new Map<string, number>();
  const visit = (part: HeapMapView): void => {
    const inside = part.parts.reduce((sum, one) => sum + one.bytes, 0);
    bytes.set(part.name, (bytes.get(part.name) ?? 0) + Math.max(0, part.bytes - inside));
    part.parts.forEach(visit);
  };
  map.parts.forEach(visit);
  const largest = [...bytes].sort((a, b) => b[1] - a[1]).slice(0, COLOURS);
  return new Map(largest.map(([name], at) => [name, `var(--p${at + 1})`]));
}
