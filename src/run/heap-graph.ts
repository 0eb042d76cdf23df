/**
 * A heap snapshot as columns: objects are nodes, numbered from 0 (the synthetic root), references are edges. The edges out
 * of node `n` are `firstEdge[n]` to `firstEdge[n + 1] - 1`. Nobody changes a column after it has been read.
 */
export interface HeapGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** A `NodeKind` for each node. */
  readonly nodeKind: Uint8Array;
  /** Index into `strings`: an object's class, a function's name, a string's text. */
  readonly nodeName: Uint32Array;
  /** V8's number of each object, the same in every snapshot of one process. */
  readonly nodeId: Uint32Array;
  /** Bytes of each node itself. A single ArrayBuffer can pass 4 GiB. */
  readonly selfBytes: Float64Array;
  /** One more than there are nodes. */
  readonly firstEdge: Uint32Array;
  /** An `EdgeKind` for each edge. */
  readonly edgeKind: Uint8Array;
  /** An index into `strings`, or, where `isIndexed` says so, an index in an array. */
  readonly edgeName: Uint32Array;
  /** The node that each edge leads to. */
  readonly edgeTo: Uint32Array;
  readonly strings: HeapStrings;
  readonly locations: HeapLocations;
  /** Where objects were allocated; absent where V8 kept no account of that. */
  readonly allocations?: HeapAllocations;
  /** Bytes that V8 knows to be held by native code, for no object in particular; 0 where it doesn't say. */
  readonly extraNativeBytes: number;
}

/** The snapshot's strings, read when asked for: they can be more than V8 could hold at once. */
export interface HeapStrings {
  readonly count: number;
  /** @throws SwarmprofError PROFILE_UNREADABLE for an index that isn't there, or a file that has gone */
  text(index: number): string;
}

/** Where functions, and the classes of objects, stand in the source: few nodes have a place, in no order. */
export interface HeapLocations {
  readonly node: Uint32Array;
  readonly scriptId: Uint32Array;
  /** 1-based, as are the columns. */
  readonly line: Uint32Array;
  readonly column: Uint32Array;
}

/** Who allocated what, as `.heaptimeline` files and snapshots with allocation stacks have it. */
export interface HeapAllocations {
  /** By node: the id of the site that it was allocated at; 0 for what was there before V8 kept account. */
  readonly site: Uint32Array;
  /** Calls that allocated, each with the one that it was called from by its place among them; -1 at the outermost. */
  readonly sites: { readonly id: Uint32Array; readonly function: Uint32Array; readonly parent: Int32Array };
  /** By `sites.function`: names and scripts as indexes into `strings`; lines from 1, 0 where there is none. */
  readonly functions: { readonly name: Uint32Array; readonly script: Uint32Array; readonly line: Uint32Array };
}

/** V8's kinds of nodes, by V8's numbers; `other` is what a later V8 may add. */
export const NodeKind = {
  hidden: 0,
  array: 1,
  string: 2,
  object: 3,
  code: 4,
  closure: 5,
  regexp: 6,
  number: 7,
  native: 8,
  synthetic: 9,
  concatenatedString: 10,
  slicedString: 11,
  symbol: 12,
  bigint: 13,
  objectShape: 14,
  wasmObject: 15,
  other: 16,
} as const;

/** V8's kinds of edges, by V8's numbers, and one more. All up to `hidden` keep what they lead to alive. */
export const EdgeKind = {
  context: 0,
  element: 1,
  property: 2,
  internal: 3,
  hidden: 4,
  /** Says shortly what other edges say too; from the root, it leads to the program's global object. */
  shortcut: 5,
  weak: 6,
  /** From a WeakMap's table to a value: kept alive by its key, which has an edge of its own to it. */
  weakMapValue: 7,
} as const;

export function isStrong(edgeKind: number): boolean {
  return edgeKind <= EdgeKind.hidden;
}

/** Whether an edge's name is a number. */
export function isIndexed(edgeKind: number): boolean {
  return edgeKind === EdgeKind.element || edgeKind === EdgeKind.hidden;
}
