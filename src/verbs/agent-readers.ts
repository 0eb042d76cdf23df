/** How the files about agents are read; one that can't be is missing. */
import { readFileSync } from "node:fs";
import type { AgentReaders } from "../analysis/agents/thread-agents.ts";
import { readHeapSnapshot } from "../formats/heapsnapshot/read-heap-snapshot.ts";
import { plainSnapshotFile } from "../formats/heapsnapshot/snapshot-file.ts";

export const agentReaders: AgentReaders = {
  slices(file) {
    try {
      return readFileSync(file);
    } catch {
      return undefined;
    }
  },
  snapshot(file, use) {
    try {
      const source = plainSnapshotFile(file);
      try {
        return use(readHeapSnapshot(source));
      } finally {
        source.close();
      }
    } catch {
      return undefined; // cut off by a kill
    }
  },
};
