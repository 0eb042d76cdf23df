/** Finds a recorded run by what a person calls it: its folder, its id, its bench, or nothing for the newest. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { SwarmprofError } from "../errors.ts";
import { runLayout, runsFolder } from "./layout.ts";

export interface FoundRun {
  /** Whether it is one of `swarmprof run`: benches, and no profiles. */
  readonly isOfBenches: boolean;
  readonly dir: string;
  readonly bench: string;
  readonly id: string;
}

/** @param base the folder that has `profiles/` in it @returns the oldest first; ids sort by time */
export function listRuns(base: string): FoundRun[] {
  const root = runsFolder(base);
  const runs = foldersIn(root).flatMap((bench) =>
    foldersIn(join(root, bench)).flatMap((id) => {
      const dir = join(root, bench, id);
      return existsSync(runLayout(dir).manifest) ? [found(dir, bench, id)] : [];
    }),
  );
  return runs.sort((a, b) => (timeOf(a) === timeOf(b) ? writtenMs(a) - writtenMs(b) : timeOf(a) < timeOf(b) ? -1 : 1));
}

/**
 * @param name folder, id or the beginning of one, or bench; undefined for the newest run
 * @throws SwarmprofError RUN_UNREADABLE
 */
export function findRun(base: string, name: string | undefined): FoundRun {
  if (name !== undefined && existsSync(runLayout(name).manifest)) {
    return found(name, basename(join(name, "..")), basename(name));
  }
  const runs = listRuns(base);
  if (name === undefined) {
    const newest = runs.at(-1);
    if (newest !== undefined) return newest;
    throw missing(`There is no run in ${runsFolder(base)}. Record one with: swarmprof cpu bench.js`);
  }
  const byId = runs.filter(({ id }) => id.startsWith(name));
  if (byId.length > 1) throw missing(`${byId.length} runs begin with "${name}". Say more of the id: swarmprof runs`);
  const one = byId[0] ?? runs.findLast(({ bench }) => bench === name);
  if (one !== undefined) return one;
  throw missing(`There is no run "${name}" in ${runsFolder(base)}. Which there are: swarmprof runs`);
}

/** Ids of one second are in no order. */
function timeOf({ id }: FoundRun): string {
  return id.split("-", 1)[0] ?? id;
}

function writtenMs({ dir }: FoundRun): number {
  return statSync(runLayout(dir).manifest, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function found(dir: string, bench: string, id: string): FoundRun {
  return { dir, bench, id, isOfBenches: existsSync(runLayout(dir).benches) };
}

function missing(message: string): SwarmprofError {
  return new SwarmprofError("RUN_UNREADABLE", message);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return []; // nothing was recorded here
  }
}
