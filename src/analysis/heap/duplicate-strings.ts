import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/** Strings of the same text that are kept more than once. */
export interface DuplicateString {
  readonly count: number;
  /** Of all of them. */
  readonly bytes: number;
  /** Of all but one. */
  readonly wastedBytes: number;
  /** One of them, to ask for its text or who holds it. */
  readonly node: number;
}

export interface StringUse {
  readonly count: number;
  readonly bytes: number;
  readonly wastedBytes: number;
  /** The most wasteful first. */
  readonly duplicates: readonly DuplicateString[];
}

/**
 * A snapshot has each text once, of long ones the first 1024 characters: strings are the same if these and their sizes are.
 * What is joined of parts or cut out of another string has no text of its own, and isn't looked at.
 */
export function stringUse({ nodeCount, nodeKind, nodeName, selfBytes, strings }: HeapGraph, top: number): StringUse {
  const counts = new Uint32Array(strings.count);
  const firstNode = new Uint32Array(strings.count);
  /** Of one text, but of several sizes: a few texts that are long or stand outside V8's heap. */
  const bySize = new Map<string, { count: number; bytes: number; node: number }>();
  let count = 0;
  let bytes = 0;
  for (let node = 0; node < nodeCount; node++) {
    if (nodeKind[node] !== NodeKind.string) continue;
    const name = nodeName[node] as number;
    const size = selfBytes[node] as number;
    count++;
    bytes += size;
    const first = firstNode[name] as number;
    if (counts[name] === 0) firstNode[name] = node;
    if (counts[name] === 0 || selfBytes[first] === size) {
      (counts[name] as number)++;
      continue;
    }
    const key = `${name}:${size}`;
    const known = bySize.get(key);
    if (known === undefined) bySize.set(key, { count: 1, bytes: size, node });
    else known.count++;
  }
  const all: DuplicateString[] = [];
  const add = (copies: number, size: number, node: number): void => {
    const wastedBytes = (copies - 1) * size;
    if (wastedBytes > 0) all.push({ count: copies, bytes: copies * size, wastedBytes, node });
  };
  counts.forEach((copies, name) => {
    if (copies > 1) add(copies, selfBytes[firstNode[name] as number] as number, firstNode[name] as number);
  });
  for (const { count: copies, bytes: size, node } of bySize.values()) add(copies, size, node);
  all.sort((a, b) => b.wastedBytes - a.wastedBytes);
  const wastedBytes = all.reduce((sum, one) => sum + one.wastedBytes, 0);
  return { count, bytes, wastedBytes, duplicates: all.slice(0, top) };
}
