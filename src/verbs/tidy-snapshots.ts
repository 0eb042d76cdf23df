/**
 * Heap snapshots are large, and hold whatever the program knows. Once they have been read, those are taken away that nobody
 * is likely to open: of each thread the last one stays, and the one in which agents held most.
 */
import { rmSync } from "node:fs";
import { readRun } from "../run/read-run.ts";
import { keptDivision } from "./kept-divisions.ts";

export function tidySnapshots(runDir: string): void {
  for (const { snapshots } of readRun(runDir).processes.flatMap(({ threads }) => threads)) {
    const read = snapshots.flatMap(({ file }) => {
      const division = keptDivision(file);
      return division === undefined ? [] : [{ file, ownBytes: division.ownBytes }];
    });
    const highest = Math.max(...read.map(({ ownBytes }) => ownBytes));
    const peak = read.findLast(({ ownBytes }) => ownBytes === highest);
    for (const { file } of read.filter((one) => one !== read.at(-1) && one !== peak)) rmSync(file, { force: true });
  }
}
