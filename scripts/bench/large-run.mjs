// A large run and its report: the compiler, at the shortest interval.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { cpuProf } from "./node-runs.mjs";
import { compiler } from "./programs.mjs";
import { cpuRecording } from "./swarmprof-runs.mjs";

export const LARGE_INTERVAL_US = 100;
const recorded = new WeakMap();

/** Recorded once for all sections that read it. */
export function largeRun(workplace) {
  if (!recorded.has(workplace)) recorded.set(workplace, record(workplace));
  return recorded.get(workplace);
}

async function record(workplace) {
  const program = await compiler(workplace);
  const { dir, report } = await cpuRecording(workplace, program, LARGE_INTERVAL_US);
  const chunks = readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".cpuprofile"));
  const bytes = chunks.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  return { program, dir, report, chunks: chunks.length, bytes };
}

/** The same program in one piece, as Node itself writes it: the chunks of a run repeat the functions that they share. */
export async function onePiece(workplace, program) {
  const { result } = await cpuProf(workplace, program, LARGE_INTERVAL_US, (files) => ({
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    nodes: files.reduce((sum, file) => sum + JSON.parse(readFileSync(file, "utf8")).nodes.length, 0),
  }));
  return result;
}
