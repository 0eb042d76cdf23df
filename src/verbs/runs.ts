/** `swarmprof runs`: which runs there are, and the removal of old ones. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { findRun, type FoundRun, listRuns } from "../run/find-run.ts";
import { readManifest } from "../run/manifest.ts";
import type { RunManifest } from "../run/records.ts";

export interface ListedRun {
  readonly dir: string;
  readonly bench: string;
  readonly id: string;
  readonly verb: string;
  readonly status: string;
  readonly startedAt: string;
  readonly bytes: number;
}

/** @returns the newest first; a run that can't be read is listed as `unreadable` */
export function runs(): ListedRun[] {
  return listRuns(process.cwd()).toReversed().map(listed);
}

/** @throws SwarmprofError RUN_UNREADABLE */
export function showRun(name: string | undefined): { readonly run: ListedRun; readonly manifest: RunManifest } {
  const found = findRun(process.cwd(), name);
  return { run: listed(found), manifest: readManifest(found.dir) };
}

/**
 * Removes all but the newest runs of each bench. A run that is being recorded stays.
 * @returns what was removed, or with `dryRun` would have been
 */
export function pruneRuns({ keep, dryRun }: { readonly keep: number; readonly dryRun: boolean }): ListedRun[] {
  const kept = new Map<string, number>();
  const old = runs().filter(({ bench, status }) => {
    const count = (kept.get(bench) ?? 0) + 1;
    kept.set(bench, count);
    return count > keep && status !== "running";
  });
  if (!dryRun) for (const { dir } of old) rmSync(dir, { recursive: true, force: true });
  return old;
}

function listed({ dir, bench, id }: FoundRun): ListedRun {
  const bytes = sizeOf(dir);
  try {
    const { verb, status, startedAt } = readManifest(dir);
    return { dir, bench, id, verb, status, startedAt, bytes };
  } catch {
    return { dir, bench, id, verb: "", status: "unreadable", startedAt: "", bytes };
  }
}

function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size);
    }, 0);
  } catch {
    return 0; // removed meanwhile
  }
}
