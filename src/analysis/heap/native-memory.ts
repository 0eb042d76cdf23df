import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/** Memory outside V8's heap that objects keep, by what native code calls it: `system / JSArrayBufferData`. */
export interface NativeMemory {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
  /** The largest. */
  readonly node: number;
}

/** Most bytes first. */
export function nativeMemory({ nodeCount, nodeKind, nodeName, selfBytes, strings }: HeapGraph): NativeMemory[] {
  const byName = new Map<number, { count: number; bytes: number; node: number }>();
  for (let node = 0; node < nodeCount; node++) {
    if (nodeKind[node] !== NodeKind.native) continue;
    const bytes = selfBytes[node] as number;
    const known = byName.get(nodeName[node] as number);
    if (known === undefined) byName.set(nodeName[node] as number, { count: 1, bytes, node });
    else {
      known.count++;
      known.bytes += bytes;
      if (bytes > (selfBytes[known.node] as number)) known.node = node;
    }
  }
  return [...byName]
    .map(([name, figures]) => ({ name: strings.text(name), ...figures }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}
