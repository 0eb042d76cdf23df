import { element } from "../element.ts";
import { pictureOf } from "./picture-of.ts";

/** Views that make a picture. */
const VIEWS = ["memory", "timeline", "lanes", "agent-memory", "ownership", "graph", "sandwich"];
/** For screens of double density, and for paper. */
const PNG_SCALE = 2;

/** Each view can be saved as it is seen, as SVG or PNG. */
export function savePictures(name: string): void {
  for (const view of VIEWS) {
    const card = document.querySelector<HTMLElement>(`#${view}`);
    const tools = card?.querySelector(".tools");
    if (card === null || !(tools instanceof HTMLElement)) continue;
    const button = (kind: "SVG" | "PNG"): HTMLElement => {
      const made = element(
        "button",
        { type: "button", class: "save", "aria-label": `Save as ${kind}`, title: `Save this view as ${kind}` },
        kind,
      );
      made.addEventListener("click", () => void save(card, kind, `${name}-${view}`));
      return made;
    };
    tools.append(element("span", { class: "saves unpictured" }, button("SVG"), button("PNG")));
  }
}

async function save(card: HTMLElement, kind: "SVG" | "PNG", name: string): Promise<void> {
  const picture = pictureOf(card);
  if (kind === "SVG") download(new Blob([picture.svg], { type: "image/svg+xml" }), `${name}.svg`);
  else download(await png(picture), `${name}.png`);
}

async function png({ svg, width, height }: ReturnType<typeof pictureOf>): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = element("canvas", { width: Math.round(width * PNG_SCALE), height: Math.round(height * PNG_SCALE) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("The browser made no PNG")) : resolve(blob)));
  });
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
