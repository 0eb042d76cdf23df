import { EdgeKind, type HeapGraph, NodeKind } from "../../run/heap-graph.ts";

/**
 * V8 gives an entry of a WeakMap two edges to its value, of one name, `<n> / part of key (Agent @7) -> value (Object @9)
 * pair in WeakMap (table @5)`: one from the key, and one from the table, though the table alone keeps nothing alive. This
 * gives the second one a kind of its own, as DevTools leaves it out.
 * @param tables the id of the table for each such name, by index of the string
 */
export function markWeakMapValues(
  graph: Pick<HeapGraph, "nodeKind" | "nodeId" | "firstEdge" | "edgeKind" | "edgeName">,
  tables: ReadonlyMap<number, number | undefined>,
): void {
  const { nodeKind, nodeId, firstEdge, edgeKind, edgeName } = graph;
  const ids = new Set(tables.values());
  const anyTable = ids.has(undefined);
  for (let node = 0; node < nodeKind.length && ids.size > 0; node++) {
    if (nodeKind[node] !== NodeKind.array || !(anyTable || ids.has(nodeId[node]))) continue;
    for (let edge = firstEdge[node] as number; edge < (firstEdge[node + 1] as number); edge++) {
      if (edgeKind[edge] !== EdgeKind.internal || !tables.has(edgeName[edge] as number)) continue;
      const table = tables.get(edgeName[edge] as number);
      if (table === undefined || table === nodeId[node]) edgeKind[edge] = EdgeKind.weakMapValue;
    }
  }
}

/**
 * Whether a string names the edges of an entry. Of a name longer than 1023 bytes, as one with a long text for a value, V8
 * writes its own pattern instead, `3 / part of key (%s @%u) -> …`: then a key, which is never an array, is told from a table.
 */
export function isWeakMapName(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < SHORTEST || bytes[to - 1] !== CLOSE_PARENTHESIS) return false;
  let at = from;
  while ((bytes[at] as number) >= 48 && (bytes[at] as number) < 58) at++;
  return at > from && PART_OF_KEY.every((byte, index) => bytes[at + index] === byte);
}

/** @returns the id of the table; `undefined` where the name doesn't tell */
export function weakMapTable(name: string): number | undefined {
  const id = /pair in WeakMap \(table @(\d+)\)$/.exec(name)?.[1];
  return id === undefined ? undefined : Number(id);
}

const PART_OF_KEY = Buffer.from(" / part of key (");
const SHORTEST = 50;
const CLOSE_PARENTHESIS = ")".charCodeAt(0);
