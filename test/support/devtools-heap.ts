/** The engine of Chrome DevTools, on the same bytes: npm's heap-snapshot-toolkit is its code. */
import { Readable } from "node:stream";
import { parse } from "heap-snapshot-toolkit";

export interface DevToolsHeap {
  readonly nodeCount: number;
  /** By node. */
  readonly dominator: Uint32Array;
  readonly retained: Float64Array;
  readonly shallow: (node: number) => number;
  readonly distance: (node: number) => number;
}

export async function devToolsHeap(snapshot: string): Promise<DevToolsHeap> {
  const stream = Readable.from([Buffer.from(snapshot)], { objectMode: false }).setEncoding("utf8");
  const heap = (await parse(stream as unknown as ReadableStream)) as unknown as Engine;
  return {
    nodeCount: heap.nodeCount,
    dominator: heap.dominatorsTree,
    retained: heap.retainedSizes,
    shallow: (node) => heap.nodes.getValue(node * heap.nodeFieldCount + heap.nodeSelfSizeOffset),
    distance: (node) => heap.nodeDistances[node] as number,
  };
}

interface Engine {
  readonly nodeCount: number;
  readonly nodeFieldCount: number;
  readonly nodeSelfSizeOffset: number;
  readonly nodes: { getValue(index: number): number };
  readonly dominatorsTree: Uint32Array;
  readonly retainedSizes: Float64Array;
  readonly nodeDistances: Int32Array;
}
