/** A flamegraph as one still picture: no script, nothing to load. */
import { escapeHtml } from "./html/escape.ts";

export interface SvgFrame {
  readonly name: string;
  readonly url: string;
  readonly line: number;
}

export interface FlamegraphWords {
  readonly title: string;
  /** A weight as words. */
  readonly amount: (weight: number) => string;
}

const WIDTH = 1200;
const ROW = 17;
const HEAD = 44;
const FOOT = 22;
/** Narrower rectangles are left out: they are said in words below. */
const NARROWEST = 0.4;
const LETTER = 6.6;

/** @param stacks the outermost frame first, each with its weight */
export function flamegraphSvg(
  stacks: Iterable<readonly [readonly SvgFrame[], number]>,
  words: FlamegraphWords,
): string {
  const root = merged(stacks);
  const boxes: string[] = [];
  let left = 0;
  let deepest = 0;
  const scale = root.weight > 0 ? WIDTH / root.weight : 0;
  const waiting: { node: Box; x: number; depth: number }[] = [{ node: root, x: 0, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, x, depth } = next;
    const width = node.weight * scale;
    if (width < NARROWEST) {
      left++;
      continue;
    }
    deepest = Math.max(deepest, depth);
    boxes.push(rectangle(node, x, depth, width, words, root.weight));
    let at = x;
    for (const child of [...node.children.values()].sort((a, b) => b.weight - a.weight)) {
      waiting.push({ node: child, x: at, depth: depth + 1 });
      at += child.weight * scale;
    }
  }
  const height = HEAD + (deepest + 1) * ROW + FOOT;
  const note =
    left === 0 ? "Every frame is drawn." : `${left} frames are too narrow to be drawn, with those below them.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">
<style>text{fill:#222}.own{fill:#f0b860}.package{fill:#a9c8e8}.node{fill:#c9d8a0}.native{fill:#9fd0c2}.state{fill:#dcdcdc}rect{stroke:#fff;stroke-width:.6}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="4" y="18" font-size="14" font-weight="600">${escapeHtml(words.title)}</text>
<text x="4" y="34">${escapeHtml(words.amount(root.weight))} in all; own code orange, packages blue, Node green, native teal</text>
${boxes.join("\n")}
<text x="4" y="${height - 7}">${note}</text>
</svg>
`;
}

interface Box {
  readonly frame: SvgFrame;
  weight: number;
  readonly children: Map<string, Box>;
}

function merged(stacks: Iterable<readonly [readonly SvgFrame[], number]>): Box {
  const root: Box = { frame: { name: "all", url: "", line: 0 }, weight: 0, children: new Map() };
  for (const [stack, weight] of stacks) {
    if (!(weight > 0)) continue;
    root.weight += weight;
    let at = root;
    for (const frame of stack) {
      const key = `${frame.line}:${frame.url}\n${frame.name}`;
      let child = at.children.get(key);
      if (child === undefined) at.children.set(key, (child = { frame, weight: 0, children: new Map() }));
      child.weight += weight;
      at = child;
    }
  }
  return root;
}

function rectangle(
  { frame, weight }: Box,
  x: number,
  depth: number,
  width: number,
  words: FlamegraphWords,
  all: number,
): string {
  const y = HEAD + depth * ROW;
  const name = frame.name || "(anonymous)";
  const place = frame.url === "" ? "" : `, ${frame.url}${frame.line > 0 ? `:${frame.line}` : ""}`;
  const title = escapeHtml(`${name}${place}: ${words.amount(weight)}, ${((100 * weight) / all).toFixed(1)} %`);
  const room = Math.floor((width - 6) / LETTER);
  const shown = name.length <= room ? name : `${name.slice(0, Math.max(0, room - 1))}…`;
  const label = room < 3 ? "" : `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escapeHtml(shown)}</text>`;
  return `<g><title>${title}</title><rect class="${colourOf(frame)}" x="${x.toFixed(2)}" y="${y}" width="${width.toFixed(2)}" height="${ROW - 1}"/>${label}</g>`;
}

function colourOf({ name, url }: SvgFrame): string {
  if (url === "") return /^\(.*\)$/.test(name) || name === "all" ? "state" : "native";
  if (url.startsWith("node:")) return "node";
  return url.includes("/node_modules/") ? "package" : "own";
}
