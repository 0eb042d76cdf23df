import type { HeapGraph } from "../../run/heap-graph.ts";
import { classKey, classKeyLimit, className } from "./class-key.ts";
import type { Dominators } from "./dominators.ts";

/** All objects of one class. */
export interface HeapClass {
  readonly name: string;
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
): HeapClass[] {
  const limit = classKeyLimit(graph);
  const counts = new Uint32Array(limit);
  const shallowBytes = new Float64Array(limit);
  for (let node = 0; node < graph.nodeCount; node++) {
    const bytes = shallow[node] as number;
    if (bytes === 0) continue;
    const key = classKey(graph, node);
    (counts[key] as number)++;
    shallowBytes[key] = (shallowBytes[key] as number) + bytes;
  }
  const retainedByClass = retainedByKey(graph, dominators, shallow, retained);
  const classes: HeapClass[] = [];
  for (let key = 0; key < limit; key++) {
    const count = counts[key] as number;
    if (count === 0) continue;
    classes.push({
      name: className(graph, key),
      count,
      shallowBytes: shallowBytes[key] as number,
      retainedBytes: retainedByClass[key] as number,
    });
  }
  return classes.sort((a, b) => b.retainedBytes - a.retainedBytes || b.shallowBytes - a.shallowBytes);
}

/** Walks down the tree of dominators: an object below another of its class is in what that one retains. */
function retainedByKey(
  graph: HeapGraph,
  { order, above }: Dominators,
  shallow: Float64Array,
  retained: Float64Array,
): Float64Array {
  const total = new Float64Array(classKeyLimit(graph));
  /** How many of each class the walk is inside of. */
  const inside = new Uint32Array(total.length);
  // All by places in the order, of which 0, the root's, stands for none.
  const firstChild = new Uint32Array(order.length);
  const nextSibling = new Uint32Array(order.length);
  for (let place = order.length - 1; place > 0; place--) {
    const up = above[place] as number;
    nextSibling[place] = firstChild[up] as number;
    firstChild[up] = place;
  }
  const enter = (place: number): void => {
    const node = order[place] as number;
    if (shallow[node] === 0) return;
    const key = classKey(graph, node);
    if (inside[key] === 0) total[key] = (total[key] as number) + (retained[node] as number);
    (inside[key] as number)++;
  };
  const leave = (place: number): void => {
    const node = order[place] as number;
    if (shallow[node] !== 0) (inside[classKey(graph, node)] as number)--;
  };
  enter(0);
  for (let place = 0; ; ) {
    const child = firstChild[place] as number;
    if (child !== 0) {
      firstChild[place] = nextSibling[child] as number;
      enter((place = child));
    } else {
      leave(place);
      if (place === 0) return total;
      place = above[place] as number;
    }
  }
}
