import type { HeapGraph } from "../../run/heap-graph.ts";
import type { ByteWindow } from "./byte-window.ts";
import { fieldIndex, type Header } from "./header.ts";
import { endRecords, startRecords } from "./records.ts";

export type EdgeColumns = Pick<HeapGraph, "edgeKind" | "edgeName" | "edgeTo">;

/** Reads the section of edges, which stand in the order of the nodes that they leave. */
export function readEdges(window: ByteWindow, header: Header): EdgeColumns {
  const { edgeCount, edgeFields } = header;
  ["type", "name_or_index", "to_node"].forEach((field, index) => {
    if (fieldIndex(edgeFields, field) !== index) throw new Error("the fields of its references are in another order");
  });
  const columns = {
    edgeKind: new Uint8Array(edgeCount),
    edgeName: new Uint32Array(edgeCount),
    edgeTo: new Uint32Array(edgeCount),
  };
  let row = 0;
  startRecords(window, "its references");
  do row = readRows(window, header, columns, row);
  while (row < edgeCount && window.fill());
  endRecords(window, row, edgeCount, "its references");
  return columns;
}

/** @returns the row that it got to */
function readRows(
  window: ByteWindow,
  { nodeCount, edgeCount, edgeFields, edgeKinds, nodeFields }: Header,
  { edgeKind, edgeName, edgeTo }: EdgeColumns,
  firstRow: number,
): number {
  const extraFields = edgeFields.length - 3;
  const nodeWidth = nodeFields.length;
  const { bytes, safeEnd } = window;
  let { at } = window;
  let row = firstRow;
  while (row < edgeCount && at < safeEnd) {
    let byte = bytes[at++] as number;
    while (byte < 48) byte = bytes[at++] as number; // comma, white space
    let kind = byte - 48;
    while ((byte = bytes[at++] as number) >= 48 && byte < 58) kind = (Math.imul(kind, 10) + byte - 48) | 0;

    byte = bytes[at++] as number;
    while (byte < 48) byte = bytes[at++] as number;
    let name = byte - 48;
    while ((byte = bytes[at++] as number) >= 48 && byte < 58) name = (Math.imul(name, 10) + byte - 48) | 0;

    byte = bytes[at++] as number;
    while (byte < 48) byte = bytes[at++] as number;
    let to = byte - 48;
    while ((byte = bytes[at++] as number) >= 48 && byte < 58) to = (Math.imul(to, 10) + byte - 48) | 0;

    for (let extra = 0; extra < extraFields; extra++) {
      while ((bytes[at++] as number) < 48);
      while ((byte = bytes[at++] as number) >= 48 && byte < 58);
    }
    edgeKind[row] = edgeKinds[kind] as number;
    edgeName[row] = name;
    // V8 counts in fields, not in nodes. The product wraps at 2^31, not at 2^32, unless taken as unsigned.
    const node = (to >>> 0) / nodeWidth;
    if (node >= nodeCount) throw new Error("a reference leads to an object that is not there");
    edgeTo[row] = node;
    row++;
  }
  window.at = at;
  return row;
}
