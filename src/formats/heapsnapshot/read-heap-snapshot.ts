/** V8's `.heapsnapshot`, read in one pass over its bytes. */
import { SwarmprofError } from "../../errors.ts";
import type { HeapAllocations, HeapGraph, HeapLocations } from "../../run/heap-graph.ts";
import type { ByteSource } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import { type EdgeColumns, readEdges } from "./edges.ts";
import { readHeader } from "./header.ts";
import { nextKey, skipValue } from "./json-walk.ts";
import { readLocations } from "./locations.ts";
import { type NodeColumns, readNodes } from "./nodes.ts";
import { readStrings, type StringSection } from "./strings.ts";
import { readTraceFunctions, readTraceTree } from "./trace.ts";
import { markWeakMapValues } from "./weak-maps.ts";

/**
 * Reads a snapshot of any Node from 20 on: some 500 MB a second, into 25 bytes an object and 9 a reference, whatever the
 * file's size. Strings are read when they are asked for, so `source` must stay open as long as the graph is in use.
 * @throws SwarmprofError PROFILE_UNREADABLE
 */
export function readHeapSnapshot(source: ByteSource): HeapGraph {
  try {
    return readSections(new ByteWindow(source));
  } catch (cause) {
    throw unreadable(source, cause);
  }
}

/** What is wrong with the file, in a line. */
export function unreadable({ name }: ByteSource, cause: unknown): SwarmprofError {
  if (cause instanceof SwarmprofError) return cause;
  const [why = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  return new SwarmprofError("PROFILE_UNREADABLE", `${name} is no whole heap snapshot of V8: ${why}`, { cause });
}

function readSections(window: ByteWindow): HeapGraph {
  const header = readHeader(window);
  let nodes: NodeColumns | undefined;
  let edges: EdgeColumns | undefined;
  let strings: StringSection | undefined;
  let locations = NO_LOCATIONS;
  let functions: HeapAllocations["functions"] | undefined;
  let sites: HeapAllocations["sites"] | undefined;
  for (let key = nextKey(window); key !== undefined; key = nextKey(window)) {
    if (key === "nodes") nodes = readNodes(window, header);
    else if (key === "edges") edges = readEdges(window, header);
    else if (key === "strings") strings = readStrings(window);
    else if (key === "trace_function_infos" && header.traceFields.length > 0)
      functions = readTraceFunctions(window, header);
    else if (key === "trace_tree" && functions !== undefined) sites = readTraceTree(window, functions.name.length);
    else if (key === "locations") locations = readLocations(window, header);
    else skipValue(window, `its ${key}`);
  }
  if (nodes === undefined || edges === undefined || strings === undefined) throw new Error("a section is missing");
  const { count } = strings.strings;
  if (nodes.nodeName.some((name) => name >= count)) throw new Error("an object has a name that is not there");
  const { nodeCount, edgeCount, extraNativeBytes } = header;
  const { site, ...columns } = nodes;
  const allocations = site.length === 0 || sites === undefined ? undefined : { site, sites, functions };
  const graph: HeapGraph = {
    nodeCount,
    edgeCount,
    ...columns,
    ...edges,
    strings: strings.strings,
    locations,
    extraNativeBytes,
    ...(allocations?.functions === undefined
      ? {}
      : { allocations: { ...allocations, functions: allocations.functions } }),
  };
  markWeakMapValues(graph, strings.weakMapTables);
  return graph;
}

const NO_LOCATIONS: HeapLocations = {
  node: new Uint32Array(0),
  scriptId: new Uint32Array(0),
  line: new Uint32Array(0),
  column: new Uint32Array(0),
};
