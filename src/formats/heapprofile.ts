/** V8's `.heapprofile`, as columns: a tree of objects in the file, rows here. */
import { SwarmprofError } from "../errors.ts";
import type { RawFrame } from "../run/cpu-profile.ts";
import type { HeapProfile } from "../run/heap-profile.ts";
import { scriptUrl } from "../run/script-url.ts";
import { callFrame } from "./write-cpuprofile.ts";
import { array, decodeFrame, number, object } from "./v8-json.ts";

/** @throws SwarmprofError PROFILE_UNREADABLE */
export function parseHeapProfile(text: string, file: string): HeapProfile {
  try {
    return decodeHeapProfile(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("PROFILE_UNREADABLE", `${file} is no heap profile of V8: ${why}`, { cause });
  }
}

/** @throws Error that names the field that is missing or wrong */
export function decodeHeapProfile(input: unknown): HeapProfile {
  const { head, samples } = object(input, "the file");
  const frames: RawFrame[] = [];
  const parent: number[] = [];
  const ids: number[] = [];
  const selfBytes: number[] = [];
  const waiting: { node: unknown; parent: number }[] = [{ node: head, parent: -1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { callFrame, selfSize, id, children } = object(next.node, "a node");
    const frame = decodeFrame(object(callFrame, "a callFrame"));
    const index = frames.push({ ...frame, url: scriptUrl(frame.url) }) - 1;
    parent.push(next.parent);
    ids.push(id === undefined ? index + 1 : number(id, "id")); // Node 10 has none
    selfBytes.push(number(selfSize, "selfSize"));
    const below = array(children, "children");
    for (let i = below.length - 1; i >= 0; i--) waiting.push({ node: below[i], parent: index });
  }
  return {
    frames,
    parent: Int32Array.from(parent),
    ids: Float64Array.from(ids),
    selfBytes: Float64Array.from(selfBytes),
    samples: Array.isArray(samples) ? samples.length : 0,
  };
}

/** As `node --heap-prof` writes it. A tree may be deeper than `JSON.stringify` goes. */
export function encodeHeapProfile({ frames, parent, ids, selfBytes }: HeapProfile): string {
  const children: number[][] = frames.map(() => []);
  for (const [node, up] of parent.entries()) if (up >= 0) children[up]?.push(node);
  const parts = ['{"head":'];
  const open: { node: number; next: number }[] = [];
  const begin = (node: number): void => {
    const place = JSON.stringify(callFrame(frames[node] as RawFrame));
    parts.push(`{"callFrame":${place},"selfSize":${selfBytes[node]},"id":${ids[node]},"children":[`);
    open.push({ node, next: 0 });
  };
  begin(0);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = children[top.node]?.[top.next];
    if (child === undefined) {
      parts.push("]}");
      open.pop();
      continue;
    }
    if (top.next++ > 0) parts.push(",\n");
    begin(child);
  }
  const sampled = [...selfBytes.keys()].filter((node) => (selfBytes[node] as number) > 0);
  const samples = sampled.map((node, i) => `{"size":${selfBytes[node]},"nodeId":${ids[node]},"ordinal":${i + 1}}`);
  return `${parts.join("")},"samples":[${samples.join(",")}]}\n`;
}
