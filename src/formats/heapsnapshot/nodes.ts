import type { HeapGraph } from "../../run/heap-graph.ts";
import type { ByteWindow } from "./byte-window.ts";
import { fieldIndex, type Header } from "./header.ts";
import { endRecords, startRecords, wideNumber } from "./records.ts";

export interface NodeColumns extends Pick<HeapGraph, "nodeKind" | "nodeName" | "nodeId" | "selfBytes" | "firstEdge"> {
  /** Where each was allocated; empty where V8 kept no account of that. */
  readonly site: Uint32Array;
}

/**
 * Reads the section of nodes: Node 20 and 22 have seven fields a record and a line for each, Node 24 and 26 six, all in one
 * line. Fields that nobody needs are stepped over.
 */
export function readNodes(window: ByteWindow, header: Header): NodeColumns {
  const { nodeCount } = header;
  const columns = {
    nodeKind: new Uint8Array(nodeCount),
    nodeName: new Uint32Array(nodeCount),
    nodeId: new Uint32Array(nodeCount),
    selfBytes: new Float64Array(nodeCount),
    firstEdge: new Uint32Array(nodeCount + 1),
    site: new Uint32Array(hasSites(header) ? nodeCount : 0),
  };
  const progress = { row: 0, edges: 0 };
  startRecords(window, "its objects");
  do readRows(window, header, columns, progress);
  while (progress.row < nodeCount && window.fill());
  endRecords(window, progress.row, nodeCount, "its objects");
  columns.firstEdge[nodeCount] = progress.edges;
  if (progress.edges !== header.edgeCount) {
    throw new Error(`its objects have ${progress.edges} references, not ${header.edgeCount} as its head says`);
  }
  return columns;
}

function hasSites({ traceFields, nodeFields }: Header): boolean {
  return traceFields.length > 0 && nodeFields.includes("trace_node_id");
}

/** One loop without calls: half of the time to read a snapshot is spent here and in its twin for edges. */
function readRows(
  window: ByteWindow,
  { nodeCount, nodeFields, nodeKinds }: Header,
  { nodeKind, nodeName, nodeId, selfBytes, firstEdge, site }: NodeColumns,
  progress: { row: number; edges: number },
): void {
  const width = nodeFields.length;
  const typeAt = fieldIndex(nodeFields, "type");
  const nameAt = fieldIndex(nodeFields, "name");
  const idAt = fieldIndex(nodeFields, "id");
  const bytesAt = fieldIndex(nodeFields, "self_size");
  const edgesAt = fieldIndex(nodeFields, "edge_count");
  const siteAt = site.length > 0 ? fieldIndex(nodeFields, "trace_node_id") : 0;
  const record = new Float64Array(width);
  const { bytes, safeEnd } = window;
  let { at } = window;
  let { row, edges } = progress;
  while (row < nodeCount && at < safeEnd) {
    for (let field = 0; field < width; field++) {
      let byte = bytes[at++] as number;
      while (byte < 48) byte = bytes[at++] as number; // comma, white space
      const start = at - 1;
      let value = byte - 48;
      while ((byte = bytes[at++] as number) >= 48 && byte < 58) value = (Math.imul(value, 10) + byte - 48) | 0;
      if (at - start > 10) record[field] = wideNumber(bytes, start, at - 1);
      else record[field] = value;
    }
    nodeKind[row] = nodeKinds[record[typeAt] as number] as number;
    nodeName[row] = record[nameAt] as number;
    nodeId[row] = record[idAt] as number;
    selfBytes[row] = record[bytesAt] as number;
    firstEdge[row] = edges;
    if (site.length > 0) site[row] = record[siteAt] as number;
    edges += record[edgesAt] as number;
    row++;
  }
  window.at = at;
  progress.row = row;
  progress.edges = edges;
}
