import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/** Objects have a class, by name; all else goes by its kind, as in DevTools. Two nodes of one class have the same key. */
export function classKey({ nodeKind, nodeName, strings }: HeapGraph, node: number): number {
  const kind = nodeKind[node] as number;
  const isNamed = kind === NodeKind.object || kind === NodeKind.native;
  return isNamed ? (nodeName[node] as number) : strings.count + kind;
}

/** Keys are less than this. */
export function classKeyLimit({ strings }: HeapGraph): number {
  return strings.count + NodeKind.other + 1;
}

/** `Message`, `(closure)`, `(array)`. */
export function className({ strings }: HeapGraph, key: number): string {
  return key < strings.count ? strings.text(key) : (KIND_WORDS[key - strings.count] ?? "(other)");
}

const KIND_WORDS: readonly string[] = [
  "(system)",
  "(array)",
  "(string)",
  "(object)",
  "(compiled code)",
  "(closure)",
  "(regexp)",
  "(number)",
  "(native)",
  "(synthetic)",
  "(concatenated string)",
  "(sliced string)",
  "(symbol)",
  "(bigint)",
  "(object shape)",
  "(wasm object)",
];
