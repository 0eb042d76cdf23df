import { EdgeKind, NodeKind } from "../../run/heap-graph.ts";
import { array, number, object } from "../v8-json.ts";
import type { ByteWindow } from "./byte-window.ts";
import { expect, nextKey, textOf } from "./json-walk.ts";

/** What the file says of itself: how many records of which fields. */
export interface Header {
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly extraNativeBytes: number;
  /** Names of the fields of one record, in their order. */
  readonly nodeFields: readonly string[];
  readonly edgeFields: readonly string[];
  readonly locationFields: readonly string[];
  /** Of a function that allocated; empty where V8 kept no account of allocations. */
  readonly traceFields: readonly string[];
  /** Our kind for each of the file's. */
  readonly nodeKinds: Uint8Array;
  readonly edgeKinds: Uint8Array;
}

/** @throws Error that says what is wrong */
export function readHeader(window: ByteWindow): Header {
  if (window.end === 0) throw new Error("it is empty");
  expect(window, "{", "its head");
  if (nextKey(window) !== "snapshot") throw new Error('it does not begin with "snapshot"');
  const snapshot = object(JSON.parse(textOf(window, "its head")), "its head");
  const meta = object(snapshot["meta"], "meta");
  const header = {
    nodeCount: number(snapshot["node_count"], "node_count"),
    edgeCount: number(snapshot["edge_count"], "edge_count"),
    extraNativeBytes: number(snapshot["extra_native_bytes"] ?? 0, "extra_native_bytes"),
    nodeFields: strings(meta["node_fields"], "node_fields"),
    edgeFields: strings(meta["edge_fields"], "edge_fields"),
    locationFields: strings(meta["location_fields"] ?? [], "location_fields"),
    traceFields:
      number(snapshot["trace_function_count"] ?? 0, "trace_function_count") > 0
        ? strings(meta["trace_function_info_fields"] ?? [], "trace_function_info_fields")
        : [],
    nodeKinds: kindsOf(meta["node_types"], NODE_KINDS, NodeKind.other),
    edgeKinds: kindsOf(meta["edge_types"], EDGE_KINDS, EdgeKind.hidden),
  };
  // A record takes two bytes a field at least: what claims more was damaged, and would ask for any amount of memory.
  const leastBytes = 2 * (header.nodeCount * header.nodeFields.length + header.edgeCount * header.edgeFields.length);
  if (header.nodeCount < 1 || leastBytes > window.source.size + 2) {
    throw new Error(`it has ${window.source.size} bytes, too few for its ${header.nodeCount} objects: it is cut off`);
  }
  return header;
}

/** Where a field stands in a record. */
export function fieldIndex(fields: readonly string[], field: string): number {
  const index = fields.indexOf(field);
  if (index < 0) throw new Error(`its records have no ${field}`);
  return index;
}

const NODE_KINDS: Readonly<Record<string, number>> = {
  hidden: NodeKind.hidden,
  array: NodeKind.array,
  string: NodeKind.string,
  object: NodeKind.object,
  code: NodeKind.code,
  closure: NodeKind.closure,
  regexp: NodeKind.regexp,
  number: NodeKind.number,
  native: NodeKind.native,
  synthetic: NodeKind.synthetic,
  "concatenated string": NodeKind.concatenatedString,
  "sliced string": NodeKind.slicedString,
  symbol: NodeKind.symbol,
  bigint: NodeKind.bigint,
  "object shape": NodeKind.objectShape,
  "wasm object": NodeKind.wasmObject,
};

const EDGE_KINDS: Readonly<Record<string, number>> = {
  context: EdgeKind.context,
  element: EdgeKind.element,
  property: EdgeKind.property,
  internal: EdgeKind.internal,
  hidden: EdgeKind.hidden,
  shortcut: EdgeKind.shortcut,
  weak: EdgeKind.weak,
};

/** @param types what the file has for each field: names of kinds for the first, words for the others */
function kindsOf(types: unknown, kinds: Readonly<Record<string, number>>, unknown: number): Uint8Array {
  return Uint8Array.from(strings(array(types, "types")[0], "types"), (name) => kinds[name] ?? unknown);
}

function strings(value: unknown, what: string): readonly string[] {
  return array(value, what).map((item) => {
    if (typeof item !== "string") throw new Error(`${what} has something that is no text`);
    return item;
  });
}
