import { EdgeKind, type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import { edgeText } from "./references.ts";

/** Where code stands in its source. */
export interface CodePlace {
  /** As V8 knows the script: a `file:` URL, a path, `node:fs`; "" for one without a name. */
  readonly script: string;
  /** 1-based, as is the column. */
  readonly line: number;
  readonly column: number;
}

/**
 * Names of scripts by their ids. A snapshot has places by the script's id alone; its name stands on the script, to which a
 * function of it leads.
 */
export function scriptNames(graph: HeapGraph): ReadonlyMap<number, string> {
  const { locations, nodeKind, nodeName, strings } = graph;
  const names = new Map<number, string>();
  for (let row = 0; row < locations.node.length; row++) {
    const scriptId = locations.scriptId[row] as number;
    const node = locations.node[row] as number;
    if (names.has(scriptId) || nodeKind[node] !== NodeKind.closure) continue;
    const shared = followAny(graph, node, SHARED);
    const script = shared === undefined ? undefined : followAny(graph, shared, SCRIPT);
    if (script !== undefined && nodeKind[script] === NodeKind.code) {
      names.set(scriptId, strings.text(nodeName[script] as number));
    }
  }
  return names;
}

/** @param row of `graph.locations` */
export function placeOfRow({ locations }: HeapGraph, scripts: ReadonlyMap<number, string>, row: number): CodePlace {
  return {
    script: scripts.get(locations.scriptId[row] as number) ?? "",
    line: locations.line[row] as number,
    column: locations.column[row] as number,
  };
}

/** Whether two rows of `graph.locations` are of one place. */
export function isSamePlace({ locations: { scriptId, line, column } }: HeapGraph, a: number, b: number): boolean {
  return line[a] === line[b] && column[a] === column[b] && scriptId[a] === scriptId[b];
}

const SHARED = ["shared"];
/** Node 20 has the debugger's notes in its place where there are some. */
const SCRIPT = ["script", "script_or_debug_info"];

function followAny(graph: HeapGraph, node: number, names: readonly string[]): number | undefined {
  for (let edge = graph.firstEdge[node] as number; edge < (graph.firstEdge[node + 1] as number); edge++) {
    if (graph.edgeKind[edge] === EdgeKind.internal && names.includes(edgeText(graph, edge))) return graph.edgeTo[edge];
  }
  return undefined;
}
