import type { HeapGraph } from "../../run/heap-graph.ts";
import { type ClassKeys, classKeys } from "./class-keys.ts";
import { shallowBytes } from "./shallow.ts";

/** What is remembered of an earlier snapshot, to compare a later one with: less than a tenth of the graph. */
export interface HeapCensus {
  readonly objectCount: number;
  readonly totalBytes: number;
  /** By label: the same class has the same one in every snapshot of a program. */
  readonly classes: ReadonlyMap<string, ClassCount>;
  /** Columns, one entry an object that counts by itself. */
  readonly id: Uint32Array;
  readonly bytes: Float64Array;
  /** Index into `labels`. */
  readonly label: Uint32Array;
  readonly labels: readonly string[];
}

export interface ClassCount {
  readonly name: string;
  readonly count: number;
  readonly shallowBytes: number;
}

export function heapCensus(
  graph: HeapGraph,
  shallow: Float64Array = shallowBytes(graph),
  keys: ClassKeys = classKeys(graph),
): HeapCensus {
  const counted = countedNodes(shallow);
  const id = new Uint32Array(counted.length);
  const bytes = new Float64Array(counted.length);
  const label = new Uint32Array(counted.length);
  const labels: string[] = [];
  const labelOfKey = new Map<number, number>();
  const classes = new Map<string, { name: string; count: number; shallowBytes: number }>();
  let totalBytes = 0;
  counted.forEach((node, at) => {
    const key = keys.of(node);
    let index = labelOfKey.get(key);
    if (index === undefined) {
      index = labels.push(classLabel(keys, key)) - 1;
      labelOfKey.set(key, index);
    }
    const size = shallow[node] as number;
    id[at] = graph.nodeId[node] as number;
    bytes[at] = size;
    label[at] = index;
    totalBytes += size;
    const known = classes.get(labels[index] as string);
    if (known === undefined)
      classes.set(labels[index] as string, { name: keys.name(key), count: 1, shallowBytes: size });
    else {
      known.count++;
      known.shallowBytes += size;
    }
  });
  return { objectCount: counted.length, totalBytes, classes, id, bytes, label, labels };
}

/** A class by its name and where it is written, but for the column: that is the same from run to run. */
export function classLabel(keys: ClassKeys, key: number): string {
  const place = keys.place(key);
  return place === undefined ? keys.name(key) : `${keys.name(key)}\n${place.script}:${place.line}`;
}

function countedNodes(shallow: Float64Array): Uint32Array {
  let count = 0;
  for (const size of shallow) if (size > 0) count++;
  const nodes = new Uint32Array(count);
  let at = 0;
  shallow.forEach((size, node) => {
    if (size > 0) nodes[at++] = node;
  });
  return nodes;
}
