import type { HeapView } from "../../heap-view-model.ts";
import { classTable } from "./class-table.ts";
import { heapMap } from "./heap-map.ts";

/** The parts of a heap report that need a script: the map, and the classes to be sorted and searched. */
export function heapPage(heap: HeapView): void {
  heapMap(heap.map);
  classTable(heap);
}
