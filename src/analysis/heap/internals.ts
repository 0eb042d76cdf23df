import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/**
 * Tells what V8 needs to store an object from what a program knows of: the array behind a `Map`, a context's slots, the
 * bytes behind an ArrayBuffer. Their bytes are of interest under the name of the object that holds them.
 */
export function internalTest({ nodeKind, nodeName, strings }: HeapGraph): (node: number) => boolean {
  const isSystem = new Map<number, boolean>();
  return (node) => {
    const kind = nodeKind[node];
    if (kind === NodeKind.hidden || kind === NodeKind.array || kind === NodeKind.objectShape) return true;
    if (kind !== NodeKind.native && kind !== NodeKind.object) return false;
    const name = nodeName[node] as number;
    let verdict = isSystem.get(name);
    if (verdict === undefined) isSystem.set(name, (verdict = strings.text(name).startsWith("system / ")));
    return verdict;
  };
}
