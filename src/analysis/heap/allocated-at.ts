import type { HeapGraph } from "../../run/heap-graph.ts";
import type { HeapCensus } from "./census.ts";
import type { CodePlace } from "./code-places.ts";
import { IdSet } from "./id-set.ts";

/** What a function allocated of the objects that are there. */
export interface AllocationSite {
  readonly name: string;
  readonly place: CodePlace;
  readonly count: number;
  readonly bytes: number;
  /** Of objects that were not in the first snapshot; as many as all without one. */
  readonly freshCount: number;
  readonly freshBytes: number;
}

/**
 * Which functions allocated what is live, most of what is new first; `undefined` where the snapshot doesn't tell, as most.
 * @param first the first of several snapshots of the process
 */
export function allocationSites(graph: HeapGraph, first: HeapCensus | undefined): AllocationSite[] | undefined {
  const { allocations, nodeId, selfBytes, strings } = graph;
  if (allocations === undefined) return undefined;
  const { site, sites, functions } = allocations;
  const functionOf = new Map<number, number>();
  sites.id.forEach((id, at) => functionOf.set(id, sites.function[at] as number));
  const known = first === undefined ? undefined : new IdSet(first.id);
  const size = functions.name.length;
  const [count, freshCount] = [new Uint32Array(size), new Uint32Array(size)];
  const [bytes, freshBytes] = [new Float64Array(size), new Float64Array(size)];
  site.forEach((id, node) => {
    const at = id === 0 ? undefined : functionOf.get(id);
    if (at === undefined) return;
    const own = selfBytes[node] as number;
    (count[at] as number)++;
    bytes[at] = (bytes[at] as number) + own;
    if (known?.has(nodeId[node] as number) === true) return;
    (freshCount[at] as number)++;
    freshBytes[at] = (freshBytes[at] as number) + own;
  });
  return Array.from(functions.name, (name, at) => ({
    name: strings.text(name),
    place: { script: strings.text(functions.script[at] as number), line: functions.line[at] as number, column: 0 },
    count: count[at] as number,
    bytes: bytes[at] as number,
    freshCount: freshCount[at] as number,
    freshBytes: freshBytes[at] as number,
  }))
    .filter((one) => one.count > 0)
    .sort((a, b) => b.freshBytes - a.freshBytes || b.bytes - a.bytes);
}
