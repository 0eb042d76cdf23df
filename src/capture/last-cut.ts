/** Asks the recorders of a run to keep everything up to now, before the target is ended. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { processLayout } from "../run/layout.ts";
import { isAlive } from "./process-tree.ts";

/** @returns when all processes of the run have answered, or after `withinMs` */
export async function requestLastCut(runDir: string, withinMs: number): Promise<void> {
  const requests = runningProcesses(runDir).map((pid) => processLayout(runDir, pid).cutRequest);
  try {
    for (const request of requests) writeFileSync(request, "");
  } catch {
    return; // the folder has gone, or is full: nothing more can be kept
  }
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline && requests.some((request) => existsSync(request))) await sleep(10);
}

/** Pids of the run's processes that have not ended. */
export function runningProcesses(runDir: string): number[] {
  let names: string[];
  try {
    names = readdirSync(runDir);
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => !existsSync(processLayout(runDir, pid).end) && isAlive(pid));
}
