import type { HeapLocations } from "../../run/heap-graph.ts";
import type { ByteWindow } from "./byte-window.ts";
import { fieldIndex, type Header } from "./header.ts";
import { readNumbers } from "./numbers.ts";

/** Reads where functions and classes stand. V8 counts lines and columns from 0, and nodes in fields. */
export function readLocations(window: ByteWindow, { locationFields, nodeFields, nodeCount }: Header): HeapLocations {
  const numbers = readNumbers(window, "its locations");
  const width = locationFields.length;
  const [nodeAt, scriptAt, lineAt, columnAt] = ["object_index", "script_id", "line", "column"].map((field) =>
    fieldIndex(locationFields, field),
  ) as [number, number, number, number];
  const count = Math.floor(numbers.length / width);
  const columns = {
    node: new Uint32Array(count),
    scriptId: new Uint32Array(count),
    line: new Uint32Array(count),
    column: new Uint32Array(count),
  };
  for (let i = 0, row = 0; i < count; i++, row += width) {
    const node = (numbers[row + nodeAt] as number) / nodeFields.length;
    if (node >= nodeCount) throw new Error("a location is of an object that is not there");
    columns.node[i] = node;
    columns.scriptId[i] = numbers[row + scriptAt] as number;
    columns.line[i] = (numbers[row + lineAt] as number) + 1;
    columns.column[i] = (numbers[row + columnAt] as number) + 1;
  }
  return columns;
}
