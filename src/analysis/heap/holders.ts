import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import { walkDominated } from "./dominated.ts";
import { internalTest } from "./internals.ts";
import type { MeasuredHeap } from "./measured-heap.ts";

/** An object that keeps a good part of the heap alive, and of what that consists. */
export interface Holder {
  readonly node: number;
  readonly retainedBytes: number;
  /** The classes of what it keeps alive, the most bytes first; a few. */
  readonly holds: readonly { readonly className: string; readonly count: number; readonly bytes: number }[];
}

/** An object that is worth naming keeps this part of the heap alive. */
const LEAST_SHARE = 0.01;
/** Where the largest objects below one have this part of what it retains, they are named in its place. */
const PASSES_ON = 0.7;
const CLASSES_SHOWN = 3;

/**
 * The objects that hold the memory, the largest first; none is below another, so that they add up. From the root down the
 * tree of dominators to where what is retained divides into many small parts: the array with all the messages, not the
 * module that has the object that has the array.
 */
export function holders(heap: MeasuredHeap, top: number): Holder[] {
  const { graph, dominators, tree, retained } = heap;
  const { order } = dominators;
  const least = LEAST_SHARE * (retained[order[0] as number] as number);
  const isInternal = internalTest(graph);
  const found: number[] = [];
  /** Places to look at, with the nearest object above that a program knows of. */
  const open: { place: number; known: number }[] = [{ place: 0, known: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { place } = next;
    const node = order[place] as number;
    const known = isInternal(node) && next.known !== 0 ? next.known : place;
    const below: number[] = [];
    let bytesBelow = 0;
    for (let child = tree.firstChild[place] as number; child !== 0; child = tree.nextSibling[child] as number) {
      const bytes = retained[order[child] as number] as number;
      if (bytes < least) continue;
      below.push(child);
      bytesBelow += bytes;
    }
    const isRoot = isRootLike(graph, node);
    const passesOn = isRoot || bytesBelow >= PASSES_ON * (retained[node] as number);
    if (passesOn) for (const child of below) open.push({ place: child, known: isRoot ? 0 : known });
    else found.push(known);
  }
  return [...new Set(found)]
    .sort((a, b) => (retained[order[b] as number] as number) - (retained[order[a] as number] as number))
    .slice(0, top)
    .map((place) => ({
      node: order[place] as number,
      retainedBytes: retained[order[place] as number] as number,
      holds: classesBelow(heap, place),
    }));
}

/** What V8 has for each realm of globals: one a thread, and one for each context of `node:vm`. */
export const NATIVE_CONTEXT = "system / NativeContext";

/** V8's roots, and the program's global object: that they hold much says nothing. */
function isRootLike({ nodeKind, nodeName, strings }: HeapGraph, node: number): boolean {
  if (nodeKind[node] === NodeKind.synthetic) return true;
  if (nodeKind[node] !== NodeKind.object && nodeKind[node] !== NodeKind.hidden) return false;
  const name = strings.text(nodeName[node] as number);
  return /^global\b/.test(name) || name === NATIVE_CONTEXT;
}

function classesBelow({ dominators, tree, graph, shallow, keys }: MeasuredHeap, place: number): Holder["holds"] {
  const classes = new Map<number, { count: number; bytes: number }>();
  walkDominated(dominators, tree, place, (at) => {
    const node = dominators.order[at] as number;
    const bytes = shallow[node] as number;
    if (bytes === 0 || at === place || graph.nodeKind[node] === NodeKind.synthetic) return;
    const key = keys.of(node);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { count: 1, bytes });
    else {
      known.count++;
      known.bytes += bytes;
    }
  });
  return [...classes]
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .slice(0, CLASSES_SHOWN)
    .map(([key, { count, bytes }]) => ({ className: keys.name(key), count, bytes }));
}
