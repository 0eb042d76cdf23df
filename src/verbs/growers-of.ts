/** Reads the heap snapshots of a program whose memory grows, once: what was found stays in their place. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { lastSeries, type MemoryGrower, memoryGrowers } from "../analysis/memory/memory-growers.ts";
import type { Run } from "../run/read-run.ts";
import { readSnapshot } from "./agent-readers.ts";

/** Of the threads that have some; undefined where none was to be found. */
export function growersOf(run: Run): readonly MemoryGrower[] | undefined {
  const tracks = run.processes.flatMap(({ threads }) => threads);
  const found = tracks.flatMap(({ growthSnapshots, growers }): (readonly MemoryGrower[])[] => {
    if (existsSync(growers)) return decode(readFileSync(growers, "utf8"));
    const series = lastSeries(growthSnapshots);
    const own = series.length === 0 ? undefined : memoryGrowers(series, readSnapshot);
    if (own !== undefined) writeFileSync(growers, JSON.stringify(own), { mode: 0o600 });
    // They hold strings of the heap, and are as large as it.
    for (const { file } of growthSnapshots) rmSync(file, { force: true });
    return own === undefined ? [] : [own];
  });
  return found.length === 0 ? undefined : found.flat();
}

function decode(text: string): (readonly MemoryGrower[])[] {
  try {
    return [JSON.parse(text) as MemoryGrower[]];
  } catch {
    return []; // cut off while it was written
  }
}
