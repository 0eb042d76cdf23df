/** Asks the recorders of a run to keep everything up to now, before the target is ended. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { processLayout, runLayout } from "../run/layout.ts";
import { isAlive } from "./process-tree.ts";

/** @returns when all processes of the run have answered, or after `withinMs` */
export async function requestLastCut(runDir: string, withinMs: number): Promise<void> {
  try {
    writeFileSync(runLayout(runDir).cutRequest, "");
  } catch {
    return; // the folder has gone: there is nothing to keep
  }
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline && runningProcesses(runDir).some((pid) => !hasAnswered(runDir, pid))) {
    await sleep(10);
  }
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

function hasAnswered(runDir: string, pid: number): boolean {
  return existsSync(processLayout(runDir, pid).cutDone);
}
