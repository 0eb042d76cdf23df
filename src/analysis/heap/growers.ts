import { type HeapCensus, classLabel } from "./census.ts";
import { type HeldAlike, heldAlike } from "./class-instances.ts";
import type { CodePlace } from "./code-places.ts";
import { IdSet } from "./id-set.ts";
import { internalTest } from "./internals.ts";
import type { MeasuredHeap } from "./measured-heap.ts";
import type { PathWording } from "./path-words.ts";

/** A class of which there is more in every snapshot. */
export interface Grower {
  readonly name: string;
  readonly place: CodePlace | undefined;
  /** In each snapshot. */
  readonly counts: readonly number[];
  /** From one snapshot to the next, on average. */
  readonly countPerStep: number;
  /** Likewise, with all that came since and that these objects alone keep. */
  readonly bytesPerStep: number;
  /** How those that came since the first snapshot are held, the way that most of them share first. */
  readonly heldBy: readonly HeldAlike[];
}

/** Less than this of all growth is what V8 does anyway. */
const LEAST_SHARE = 0.005;
const MOST_PATHS = 5_000;

/**
 * What grows over three snapshots of a process or more. A class that only fluctuates, as a cache that throws out what it takes
 * in, isn't there more and more of; and what a grower's objects hold grows with them, so it counts to them. Objects that V8
 * needs to store others, as a longer array behind an Array, count to what they store.
 * @param earlier in the order of time, without the last, which is `heap`
 */
export function growers(
  heap: MeasuredHeap,
  earlier: readonly HeapCensus[],
  last: HeapCensus,
  top: number,
  wording?: PathWording,
): Grower[] {
  const first = earlier[0];
  if (first === undefined) return [];
  const all = [...earlier, last];
  const monotone = new Map<string, readonly number[]>();
  for (const label of last.classes.keys()) {
    const counts = all.map((census) => census.classes.get(label)?.count ?? 0);
    if (counts.every((count, at) => at === 0 || count > (counts[at - 1] as number))) monotone.set(label, counts);
  }
  const fresh = freshObjects(heap, first, (label) => monotone.has(label));
  const steps = earlier.length;
  const grown = [...fresh].map(([key, { nodes, bytes }]) => {
    const counts = monotone.get(classLabel(heap.keys, key)) as readonly number[];
    const net = (counts.at(-1) as number) - (counts[0] as number);
    // Of what came, what went is no growth.
    const share = Math.min(1, net / nodes.length);
    return { key, nodes, counts, countPerStep: (share * nodes.length) / steps, bytesPerStep: (share * bytes) / steps };
  });
  const least = LEAST_SHARE * grown.reduce((sum, { bytesPerStep }) => sum + bytesPerStep, 0);
  return grown
    .filter(({ bytesPerStep }) => bytesPerStep >= least)
    .sort((a, b) => b.bytesPerStep - a.bytesPerStep)
    .slice(0, top)
    .map(({ key, nodes, counts, countPerStep, bytesPerStep }) => ({
      name: heap.keys.name(key),
      place: heap.keys.place(key),
      counts,
      countPerStep,
      bytesPerStep,
      heldBy: heldAlike(heap, nodes, MOST_PATHS, wording),
    }));
}

/**
 * Objects that came since a snapshot, by class: those of growing classes that no other such object keeps alive. What they
 * keep alive of what came since counts to them.
 */
function freshObjects(
  { graph, dominators, shallow, keys }: MeasuredHeap,
  first: HeapCensus,
  isGrowing: (label: string) => boolean,
): Map<number, { nodes: number[]; bytes: number }> {
  const { order, above } = dominators;
  const known = new IdSet(first.id);
  const isInternal = internalTest(graph);
  const growing = new Map<number, boolean>();
  /** By place: the place of the object that it counts to, from 1. */
  const holder = new Uint32Array(order.length);
  const found = new Map<number, { nodes: number[]; bytes: number }>();
  for (let place = 1; place < order.length; place++) {
    const node = order[place] as number;
    let at = holder[above[place] as number] as number;
    const isFresh = !known.has(graph.nodeId[node] as number) && shallow[node] !== 0;
    if (at === 0 && isFresh && !isInternal(node)) {
      const key = keys.of(node);
      let grows = growing.get(key);
      if (grows === undefined) growing.set(key, (grows = isGrowing(classLabel(keys, key))));
      if (grows) {
        at = place + 1;
        let group = found.get(key);
        if (group === undefined) found.set(key, (group = { nodes: [], bytes: 0 }));
        group.nodes.push(node);
      }
    }
    holder[place] = at;
    if (at === 0 || !isFresh) continue;
    const group = found.get(keys.of(order[at - 1] as number));
    if (group !== undefined) group.bytes += shallow[node] as number;
  }
  return found;
}
