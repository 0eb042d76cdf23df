import type { HeapGraph } from "../../run/heap-graph.ts";
import { type ClassKeys, classKeys } from "./class-keys.ts";
import type { CodePlace } from "./code-places.ts";
import { type Dominated, dominated, walkDominated } from "./dominated.ts";
import type { Dominators } from "./dominators.ts";

/** All objects of one class. */
export interface HeapClass {
  /** Of the `ClassKeys`. */
  readonly key: number;
  readonly name: string;
  /** Where the class is written; absent for what is not the program's. */
  readonly place?: CodePlace;
  readonly count: number;
  readonly shallowBytes: number;
  /** What all of them keep alive together; what one of them retains through another counts once. */
  readonly retainedBytes: number;
}

/**
 * The classes of the heap, the one that retains most first. What counts to its owner, as the array behind a `Map`, is in no
 * class of its own.
 * @param shallow from `shallowBytes`, @param retained from `retainedBytes`, both by node
 */
export function heapClasses(
  graph: HeapGraph,
  dominators: Dominators,
  shallow: Float64Array,
  retained: Float64Array,
  keys: ClassKeys = classKeys(graph),
  tree: Dominated = dominated(dominators),
): HeapClass[] {
  const counts = new Uint32Array(keys.limit);
  const shallowBytes = new Float64Array(keys.limit);
  for (let node = 0; node < graph.nodeCount; node++) {
    const bytes = shallow[node] as number;
    if (bytes === 0) continue;
    const key = keys.of(node);
    (counts[key] as number)++;
    shallowBytes[key] = (shallowBytes[key] as number) + bytes;
  }
  const keyOf = (node: number): number => (shallow[node] === 0 ? NO_KEY : keys.of(node));
  const retainedByClass = retainedByKey(dominators, tree, retained, keyOf, keys.limit);
  const classes: HeapClass[] = [];
  for (let key = 0; key < keys.limit; key++) {
    const count = counts[key] as number;
    if (count === 0) continue;
    const place = keys.place(key);
    classes.push({
      key,
      name: keys.name(key),
      ...(place === undefined ? {} : { place }),
      count,
      shallowBytes: shallowBytes[key] as number,
      retainedBytes: retainedByClass[key] as number,
    });
  }
  return classes.sort((a, b) => b.retainedBytes - a.retainedBytes || b.shallowBytes - a.shallowBytes);
}

/** What counts for nobody. */
export const NO_KEY = -1;

/**
 * What all nodes of a key keep alive together. Walks down the tree of dominators: an object below another of its key is in
 * what that one retains.
 */
export function retainedByKey(
  dominators: Dominators,
  tree: Dominated,
  retained: Float64Array,
  keyOf: (node: number) => number,
  limit: number,
): Float64Array {
  const { order } = dominators;
  const total = new Float64Array(limit);
  /** How many of each key the walk is inside of. */
  const inside = new Uint32Array(limit);
  const enter = (place: number): void => {
    const node = order[place] as number;
    const key = keyOf(node);
    if (key === NO_KEY) return;
    if (inside[key] === 0) total[key] = (total[key] as number) + (retained[node] as number);
    (inside[key] as number)++;
  };
  const leave = (place: number): void => {
    const key = keyOf(order[place] as number);
    if (key !== NO_KEY) (inside[key] as number)--;
  };
  walkDominated(dominators, tree, 0, enter, leave);
  return total;
}
