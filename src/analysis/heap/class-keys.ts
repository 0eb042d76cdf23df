import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import { classKey, classKeyLimit, className } from "./class-key.ts";
import { type CodePlace, isSamePlace, placeOfRow, scriptNames } from "./code-places.ts";

/** The classes of a heap by number. Two classes of one name are told apart by where they stand in the source. */
export interface ClassKeys {
  /** Keys are less than this. */
  readonly limit: number;
  of(node: number): number;
  name(key: number): string;
  /** Where the class is written; `undefined` for what V8 or Node's native code makes. */
  place(key: number): CodePlace | undefined;
}

export function classKeys(graph: HeapGraph, scripts: ReadonlyMap<number, string> = scriptNames(graph)): ClassKeys {
  const base = classKeyLimit(graph);
  const { rowsByName, moved } = rowsOfClasses(graph, base);
  const rowByKey = new Map<number, number>();
  const nameByKey = new Map<number, number>();
  for (const [name, rows] of rowsByName) {
    for (const { key, row } of rows) {
      rowByKey.set(key, row);
      nameByKey.set(key, name);
    }
  }
  return {
    limit: Math.max(base, ...[...nameByKey.keys()].map((key) => key + 1)),
    of: moved === undefined ? (node) => classKey(graph, node) : (node) => moved[node] || classKey(graph, node),
    name: (key) => className(graph, nameByKey.get(key) ?? key),
    place(key) {
      const row = rowByKey.get(key);
      return row === undefined ? undefined : placeOfRow(graph, scripts, row);
    },
  };
}

interface PlacedClass {
  readonly key: number;
  /** Of the locations: of one of its instances, V8 gives the place of its constructor. */
  readonly row: number;
}

/** @returns for each name its classes, the first of them under the name's own key; and, by node, the keys of the others */
function rowsOfClasses(
  graph: HeapGraph,
  base: number,
): { rowsByName: Map<number, PlacedClass[]>; moved: Uint32Array | undefined } {
  const { nodeCount, nodeKind, nodeName } = graph;
  const nodes = graph.locations.node;
  const rowsByName = new Map<number, PlacedClass[]>();
  let moved: Uint32Array | undefined;
  let limit = base;
  for (let row = 0; row < nodes.length; row++) {
    const node = nodes[row] as number;
    if (nodeKind[node] !== NodeKind.object) continue;
    const name = nodeName[node] as number;
    let classes = rowsByName.get(name);
    if (classes === undefined) rowsByName.set(name, (classes = [{ key: name, row }]));
    let known = classes.find((one) => isSamePlace(graph, one.row, row));
    if (known === undefined) classes.push((known = { key: limit++, row }));
    if (known.key < base) continue;
    moved ??= new Uint32Array(nodeCount);
    moved[node] = known.key;
  }
  return { rowsByName, moved };
}
