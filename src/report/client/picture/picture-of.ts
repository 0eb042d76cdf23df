/**
 * What is seen of an element as an SVG file: shapes with the colours that they have, texts as texts, canvases as images.
 * What scrolls shows what is in sight. Nothing in it needs the page, its style or its fonts.
 */
export function pictureOf(host: HTMLElement): {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
} {
  const box = host.getBoundingClientRect();
  const parts: string[] = [];
  draw(host, { origin: box, clip: box, parts });
  const { width, height } = box;
  const ground = getComputedStyle(document.body).backgroundColor;
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" font-family="system-ui, sans-serif"><rect width="100%" height="100%" fill="${ground}"/>
${parts.join("\n")}
</svg>
`,
  };
}

interface Drawing {
  readonly origin: DOMRect;
  /** What is outside of it is not seen. */
  readonly clip: DOMRect;
  readonly parts: string[];
}

function draw(element: Element, drawing: Drawing): void {
  if (element.matches("input, select, details, .unpictured, .unseen")) return;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (style.display === "none" || style.visibility === "hidden" || Number(style.opacity) === 0) return;
  if (element instanceof SVGElement) drawSvg(element, style, box, drawing);
  else if (element instanceof HTMLCanvasElement) drawCanvas(element, box, drawing);
  else if (element instanceof HTMLElement) {
    if (!isSeen(box, drawing.clip) && style.overflow !== "visible") return;
    drawBox(style, box, drawing);
  }
  const clip = style.overflow === "visible" ? drawing.clip : cut(box, drawing.clip);
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, { ...drawing, clip });
    else if (child instanceof Text && !(element instanceof SVGElement)) drawText(child, style, { ...drawing, clip });
  }
}

function drawSvg(shape: SVGElement, style: CSSStyleDeclaration, box: DOMRect, { origin, clip, parts }: Drawing): void {
  const isShape = shape instanceof SVGRectElement || shape instanceof SVGPathElement || shape instanceof SVGLineElement;
  if (!isShape || !isSeen(box, clip)) return;
  const matrix = shape.getScreenCTM();
  if (matrix === null) return;
  const { a, b, c, d, e, f } = matrix;
  const names = shape instanceof SVGPathElement ? ["d"] : ["x", "y", "width", "height", "x1", "x2", "y1", "y2"];
  const attributes = names.flatMap((name) => {
    const value = shape.getAttribute(name);
    return value === null ? [] : [`${name}="${escaped(value)}"`];
  });
  const strokeWidth = style.vectorEffect === "non-scaling-stroke" ? ` vector-effect="non-scaling-stroke"` : "";
  parts.push(
    `<${shape.tagName} ${attributes.join(" ")} transform="matrix(${[a, b, c, d, e - origin.left, f - origin.top].map(n).join(" ")})" fill="${escaped(style.fill)}" fill-opacity="${style.fillOpacity}" stroke="${escaped(style.stroke)}" stroke-width="${style.strokeWidth}"${strokeWidth}/>`,
  );
}

function drawCanvas(canvas: HTMLCanvasElement, box: DOMRect, { origin, clip, parts }: Drawing): void {
  if (!isSeen(box, clip)) return;
  const place = `x="${n(box.left - origin.left)}" y="${n(box.top - origin.top)}" width="${n(box.width)}" height="${n(box.height)}"`;
  parts.push(`<image ${place} preserveAspectRatio="none" href="${canvas.toDataURL()}"/>`);
}

function drawBox(style: CSSStyleDeclaration, box: DOMRect, { origin, clip, parts }: Drawing): void {
  const hasBorder =
    style.borderTopWidth !== "0px" && style.borderTopStyle === "solid" && style.borderLeftWidth !== "0px";
  if (isClear(style.backgroundColor) && !hasBorder) return;
  const seen = cut(box, clip);
  if (seen.width <= 0 || seen.height <= 0) return;
  const place = `x="${n(seen.left - origin.left)}" y="${n(seen.top - origin.top)}" width="${n(seen.width)}" height="${n(seen.height)}"`;
  const border = hasBorder ? ` stroke="${style.borderTopColor}"` : "";
  parts.push(
    `<rect ${place} rx="${Number.parseFloat(style.borderRadius) || 0}" fill="${style.backgroundColor}"${border}/>`,
  );
}

function drawText(text: Text, style: CSSStyleDeclaration, drawing: Drawing): void {
  const content = text.data;
  if (content.trim() === "") return;
  const { origin, clip, parts } = drawing;
  const size = Number.parseFloat(style.fontSize);
  const range = document.createRange();
  // Line by line, as it is wrapped: words are joined as long as they stand on one line.
  for (const line of linesOf(text, range)) {
    const { left, right, bottom, height, words } = line;
    const shown = right > clip.right + 1 ? shortened(words, (clip.right - left) / (right - left)) : words;
    const isInSight = bottom - height / 2 > clip.top && bottom - height / 2 < clip.bottom && left < clip.right - 4;
    if (!isInSight || shown === "") continue;
    const y = bottom - origin.top - height * 0.24;
    const weight = Number(style.fontWeight) > 400 ? ` font-weight="${style.fontWeight}"` : "";
    parts.push(
      `<text x="${n(left - origin.left)}" y="${n(y)}" font-size="${size}"${weight} fill="${style.color}">${escaped(shown)}</text>`,
    );
  }
}

interface Line {
  words: string;
  left: number;
  right: number;
  bottom: number;
  height: number;
}

function linesOf(text: Text, range: Range): Line[] {
  const lines: Line[] = [];
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const { left, right, bottom, height } = range.getBoundingClientRect();
    if (height === 0) continue;
    const line = lines.at(-1);
    if (line !== undefined && Math.abs(line.bottom - bottom) < 2) {
      line.words += ` ${word}`;
      line.right = right;
    } else lines.push({ words: word, left, right, bottom, height });
  }
  return lines;
}

function shortened(words: string, share: number): string {
  const length = Math.floor(words.length * share) - 1;
  return length < 2 ? "" : `${words.slice(0, length)}…`;
}

function cut(box: DOMRect, clip: DOMRect): DOMRect {
  const left = Math.max(box.left, clip.left);
  const top = Math.max(box.top, clip.top);
  return new DOMRect(left, top, Math.min(box.right, clip.right) - left, Math.min(box.bottom, clip.bottom) - top);
}

function isSeen(box: DOMRect, clip: DOMRect): boolean {
  return box.right >= clip.left && box.left <= clip.right && box.bottom >= clip.top && box.top <= clip.bottom;
}

function isClear(colour: string): boolean {
  return colour === "transparent" || /^rgba\(.*, 0\)$/.test(colour);
}

function n(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

// Control characters have no place in XML, however they are written.
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
