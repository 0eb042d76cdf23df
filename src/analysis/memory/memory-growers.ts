/** Which classes grow over a program's iterations, by heap snapshots after three of them. */
import { type HeapCensus, heapCensus } from "../heap/census.ts";
import { growers } from "../heap/growers.ts";
import { measuredHeap } from "../heap/measured-heap.ts";
import type { HeapGraph } from "../../run/heap-graph.ts";
import type { GrowthSnapshotRow } from "../../run/records.ts";

export interface MemoryGrower {
  readonly class: string;
  /** The script that has its constructor, as V8 knows it; "" for a class that is not the program's. */
  readonly script: string;
  /** 1-based; 0 where there is none. */
  readonly line: number;
  readonly countPerIteration: number;
  /** With all that these objects alone keep. */
  readonly bytesPerIteration: number;
  /** The way that most of what came is held, a step each: `Planner.history`, `Array[…]`, `Message`. */
  readonly retainingPath: readonly string[];
}

const SNAPSHOTS = 3;
/** On the way to what the probe keeps: where it stands, and what the methods of agents refer to. */
const PROBES = /<symbol swarmprof\.probe>| AgentTracking\./;
const GROWERS = 10;

/** The snapshots that belong together: the last three, if none of them is missing. */
export function lastSeries(rows: readonly GrowthSnapshotRow[]): readonly GrowthSnapshotRow[] {
  const whole = rows.length - (rows.length % SNAPSHOTS);
  return rows.slice(Math.max(0, whole - SNAPSHOTS), whole);
}

/**
 * @param series from `lastSeries`, not empty
 * @param read gives undefined where a file can't be read
 */
export function memoryGrowers(
  series: readonly GrowthSnapshotRow[],
  read: <T>(file: string, use: (graph: HeapGraph) => T) => T | undefined,
): readonly MemoryGrower[] | undefined {
  const [first, last] = [series[0], series.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const earlier: HeapCensus[] = [];
  for (const { file } of series.slice(0, -1)) {
    const census = read(file, (graph) => heapCensus(graph));
    if (census === undefined) return undefined;
    earlier.push(census);
  }
  const perIteration = (series.length - 1) / (last.iteration - first.iteration);
  return read(last.file, (graph) => {
    const heap = measuredHeap(graph);
    const found = growers(heap, earlier, heapCensus(heap.graph, heap.shallow, heap.keys), GROWERS);
    const programs = found.filter(({ heldBy: [held] }) => !PROBES.test(held?.path ?? ""));
    return programs.map(({ name, place, countPerStep, bytesPerStep, heldBy: [held] }) => ({
      class: name,
      script: place?.script ?? "",
      line: place?.line ?? 0,
      countPerIteration: countPerStep * perIteration,
      bytesPerIteration: bytesPerStep * perIteration,
      retainingPath: held?.path.split(" → ") ?? [],
    }));
  });
}
