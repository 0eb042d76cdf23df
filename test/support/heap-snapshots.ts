/** Snapshots of real heaps, made by the Node that runs the tests. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HeapDocument } from "../../src/report/heap-document.ts";
import { program, runNode, swarmprof } from "./swarmprof.ts";

/**
 * @param flags for Node
 * @returns paths of the three snapshots of `leaky-heap.mjs`; who calls removes the folder
 */
export async function leakySnapshots(
  flags: readonly string[] = [],
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "swarmprof-heaps-"));
  const { exitCode, stderr } = await runNode([...flags, program("leaky-heap.mjs"), folder]);
  if (exitCode !== 0) throw new Error(`The program failed: ${stderr}`);
  return { folder, files: [0, 1, 2].map((round) => join(folder, `${round}.heapsnapshot`)) };
}

/** `swarmprof heap --json <args>`. */
export async function heapJson(args: readonly string[], cwd: string): Promise<HeapDocument> {
  const { stdout, stderr } = await swarmprof(["heap", "--json", ...args], { cwd });
  try {
    return JSON.parse(stdout.toString()) as HeapDocument;
  } catch (cause) {
    throw new Error(`No JSON on stdout. stderr: ${stderr.slice(0, 2000)}`, { cause });
  }
}
