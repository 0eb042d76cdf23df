/** `swarmprof heap --redact`: a snapshot that can be passed on. */
import { closeSync, existsSync, openSync, rmSync, writeSync } from "node:fs";
import { SwarmprofError } from "../errors.ts";
import { redactSnapshot } from "../formats/heapsnapshot/redact.ts";
import { heapSnapshotFile } from "../formats/heapsnapshot/snapshot-file.ts";

/**
 * @param from a snapshot, gzipped or not
 * @param to a file that is not there yet
 * @returns how many strings were left out, and how many, names of code, stayed
 * @throws SwarmprofError PROFILE_UNREADABLE, OUTPUT_UNWRITABLE
 */
export async function redactHeap(
  from: string,
  to: string,
): Promise<{ readonly kept: number; readonly removed: number }> {
  const source = await heapSnapshotFile(from);
  try {
    const fd = created(to);
    try {
      const counts = redactSnapshot(source, (bytes) => writeWhole(fd, bytes));
      closeSync(fd);
      return counts;
    } catch (error) {
      closeSync(fd);
      rmSync(to, { force: true });
      throw error;
    }
  } finally {
    source.close();
  }
}

function created(path: string): number {
  try {
    // Names of files and classes are somebody's too: for its owner alone, until that decides otherwise.
    return openSync(path, "wx", 0o600);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const words = existsSync(path) ? `${path} is there already: name another file` : `Can't write ${path}: ${why}`;
    throw new SwarmprofError("OUTPUT_UNWRITABLE", words, { cause });
  }
}

function writeWhole(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
