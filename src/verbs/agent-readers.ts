/** How the files about agents are read; one that can't be is missing. */
import { closeSync, openSync, readSync } from "node:fs";
import type { AgentReaders } from "../analysis/agents/thread-agents.ts";
import type { ReadSlices } from "../analysis/agents/thread-slices.ts";
import type { HeapGraph } from "../run/heap-graph.ts";
import { readHeapSnapshot } from "../formats/heapsnapshot/read-heap-snapshot.ts";
import { plainSnapshotFile } from "../formats/heapsnapshot/snapshot-file.ts";
import { keepDivision, keptDivision } from "./kept-divisions.ts";

export const agentReaders: AgentReaders = {
  dividedHeap(file, divide) {
    const kept = keptDivision(file);
    if (kept !== undefined) return kept;
    const division = readSnapshot(file, divide);
    if (division !== undefined) keepDivision(file, division);
    return division;
  },
};

/** @returns undefined where there is none, or a kill has cut it off */
export function readSnapshot<T>(file: string, use: (graph: HeapGraph) => T): T | undefined {
  try {
    const source = plainSnapshotFile(file);
    try {
      return use(readHeapSnapshot(source));
    } finally {
      source.close();
    }
  } catch {
    return undefined;
  }
}

const BLOCK_BYTES = 1 << 20;

/** Block by block: a long run's slices are larger than memory should be. */
export const readSlices: ReadSlices = (file, use) => {
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch {
    return undefined;
  }
  try {
    return use(blocksOf(fd));
  } finally {
    closeSync(fd);
  }
};

function* blocksOf(fd: number): Generator<Uint8Array> {
  const block = new Uint8Array(BLOCK_BYTES);
  for (let filled = fill(fd, block); filled > 0; filled = fill(fd, block)) yield block.subarray(0, filled);
}

/** A read may give less than was asked for. */
function fill(fd: number, block: Uint8Array): number {
  let filled = 0;
  while (filled < block.length) {
    const read = readSync(fd, block, filled, block.length - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
