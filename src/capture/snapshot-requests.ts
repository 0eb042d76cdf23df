/** SIGUSR2 to swarmprof asks every process of a run for a heap snapshot of each of its threads. */
import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ASKED_SNAPSHOT_PATTERN, processLayout } from "../run/layout.ts";
import { runningProcesses } from "./last-cut.ts";

export interface SnapshotRequests {
  /** @returns the snapshots that were taken */
  end(): readonly string[];
}

export function takeSnapshotRequests(runDir: string): SnapshotRequests {
  let asked = 0;
  const ask = (): void => {
    asked++;
    for (const pid of runningProcesses(runDir)) writeRequest(processLayout(runDir, pid).snapshotRequest, asked);
  };
  process.on("SIGUSR2", ask);
  return {
    end() {
      process.off("SIGUSR2", ask);
      return snapshotsIn(runDir);
    },
  };
}

/** Whole or not at all: a thread may look at it at any moment. */
function writeRequest(file: string, number: number): void {
  try {
    writeFileSync(`${file}.tmp`, String(number), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  } catch {
    // The process has just ended, and its folder may have gone.
  }
}

function snapshotsIn(runDir: string): string[] {
  return readdirSync(runDir, { recursive: true, encoding: "utf8" })
    .filter((file) => ASKED_SNAPSHOT_PATTERN.test(file))
    .sort()
    .map((file) => join(runDir, file));
}
