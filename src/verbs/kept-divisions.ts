/** What was read from heap snapshots stays beside them, so that they can go, and need not be read again. */
import { readFileSync, writeFileSync } from "node:fs";
import type { DividedHeap } from "../analysis/agents/divide-heap.ts";
import { divisionFile } from "../run/layout.ts";

/** Of another version, the snapshot is read again. */
const VERSION = 1;

interface Kept {
  readonly version: number;
  readonly division: DividedHeap;
}

export function keptDivision(snapshot: string): DividedHeap | undefined {
  try {
    const { version, division } = JSON.parse(readFileSync(divisionFile(snapshot), "utf8")) as Kept;
    return version === VERSION ? division : undefined;
  } catch {
    return undefined;
  }
}

export function keepDivision(snapshot: string, division: DividedHeap): void {
  try {
    const kept: Kept = { version: VERSION, division };
    writeFileSync(divisionFile(snapshot), JSON.stringify(kept), { mode: 0o600 });
  } catch {
    // A run that can't be written to is read anew each time.
  }
}
