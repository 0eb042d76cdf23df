/** Collapsed stacks, as of stackcollapse, inferno and async-profiler: a line a stack, `outer;inner 12`. */
import type { RawFrame } from "../run/cpu-profile.ts";
import { SAMPLE_US, type ThreadProfiles, timeProfile } from "../run/profile-set.ts";
import { ByteTree, foreignFrame, SampleRow } from "./call-nodes.ts";

/** What the number behind a stack counts: the format doesn't say. */
export type CollapsedUnit = "samples" | "ns" | "us" | "ms" | "bytes";

const TO_US = { samples: SAMPLE_US, ns: 1 / 1000, us: 1, ms: 1000 } as const;

/** @throws Error that names the line that is none */
export function decodeCollapsed(lines: Iterable<string>, unit: CollapsedUnit = "samples"): ThreadProfiles {
  const row = new SampleRow();
  const bytes = new ByteTree();
  const { nodes } = unit === "bytes" ? bytes : row;
  const ids = new Map<string, number>();
  const frameId = (text: string): number => {
    const known = ids.get(text) ?? nodes.frameId(frameOf(text));
    ids.set(text, known);
    return known;
  };
  const counts = new Map<number, number>();
  let number = 0;
  for (const line of lines) {
    number++;
    if (line.trim() === "" || line.startsWith("#")) continue;
    const parsed = parseLine(line);
    if (parsed === undefined) throw new Error(`line ${number} is no stack with a number behind it`);
    const node = parsed.stack.split(";").reduce((parent, text) => nodes.child(parent, frameId(text)), 0);
    if (unit === "bytes") bytes.add(node, parsed.count);
    else counts.set(node, (counts.get(node) ?? 0) + parsed.count);
  }
  if (unit === "bytes") {
    return {
      pid: 0,
      name: "",
      time: undefined,
      heaps: [{ profile: bytes.profile(), kind: "live", intervalBytes: 0 }],
    };
  }
  for (const [node, count] of counts) row.add(node, count * TO_US[unit]);
  const time = timeProfile(row.profile(), unit === "samples" ? "samples" : "us", { inOrder: false });
  return { pid: 0, name: "", time, heaps: [] };
}

/** @returns undefined for what is no line of the format */
export function parseLine(line: string): { readonly stack: string; readonly count: number } | undefined {
  const text = line.trimEnd();
  const at = text.lastIndexOf(" ");
  const digits = text.slice(at + 1);
  if (at < 1 || !/^\d{1,18}(\.\d{1,9})?$/.test(digits)) return undefined;
  return { stack: text.slice(0, at).trim(), count: Number(digits) };
}

/** `name file:///a.js:10:5`, `name (a.js:10)`; else all of it is the name. */
function frameOf(text: string): RawFrame {
  const numbers = LINE_AND_COLUMN.exec(text.slice(-24));
  if (numbers === null) return foreignFrame(text);
  const [all, line, column] = numbers;
  const rest = text.slice(0, -all.length);
  const before = Math.max(rest.lastIndexOf(" "), rest.lastIndexOf("("));
  const url = rest.slice(before + 1);
  if (!/[./\\:]/.test(url)) return foreignFrame(text);
  const name = rest.slice(0, Math.max(0, before + 1)).replace(/ ?\(?$/, "");
  return foreignFrame(name, { url, line: Number(line), column: Number(column ?? 0) });
}

const LINE_AND_COLUMN = /:(\d{1,9})(?::(\d{1,9}))?\)?$/;

/**
 * @param stacks of each its frames, the outermost first, and how much it counts
 * @returns equal stacks as one line each, in the order of their first
 */
export function encodeCollapsed(stacks: Iterable<readonly [readonly RawFrame[], number]>): string {
  const sums = new Map<string, number>();
  const texts = new Map<readonly RawFrame[], string>();
  for (const [stack, count] of stacks) {
    let text = texts.get(stack);
    if (text === undefined) texts.set(stack, (text = stack.map(frameText).join(";") || "(root)"));
    sums.set(text, (sums.get(text) ?? 0) + count);
  }
  return [...sums].flatMap(([text, sum]) => (sum > 0 ? [`${text} ${rounded(sum)}\n`] : [])).join("");
}

function rounded(count: number): string {
  return count >= 1 || count === 0 ? String(Math.round(count)) : count.toFixed(6).replace(/0+$/, "");
}

/** What separates stacks and frames can't be in a name. */
function frameText({ name, url, line, column }: RawFrame): string {
  const place = url === "" ? "" : ` ${url}${line > 0 ? `:${line}${column > 0 ? `:${column}` : ""}` : ""}`;
  return `${name || "(anonymous)"}${place}`.replaceAll(";", ",").replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}
