import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { randomUUID } from "node:crypto";
import { SwarmprofError } from "../../errors.ts";
import type { ByteSource } from "./byte-source.ts";

export interface SnapshotFile extends ByteSource {
  close(): void;
}

/**
 * A snapshot on disk, gzipped or not. What is gzipped is inflated into a temporary file, which is gone when it is closed:
 * strings are read from any place at any time, and in memory it would take ten times what the graph takes.
 * @throws SwarmprofError PROFILE_UNREADABLE
 */
export async function heapSnapshotFile(path: string): Promise<SnapshotFile> {
  try {
    const fd = openSync(path, "r");
    if (!isGzip(fd)) return openedFile(fd, path);
    closeSync(fd);
    return await inflated(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("PROFILE_UNREADABLE", `Cannot read the heap snapshot ${path}: ${why}`, { cause });
  }
}

/** The same at once, for what is not gzipped. */
export function plainSnapshotFile(path: string): SnapshotFile {
  return openedFile(openSync(path, "r"), path);
}

async function inflated(path: string): Promise<SnapshotFile> {
  const temporary = join(tmpdir(), `swarmprof-${randomUUID()}.heapsnapshot`);
  try {
    // For its owner alone: a heap has whatever the program knows.
    const output = createWriteStream(temporary, { flags: "wx", mode: 0o600 });
    await pipeline(createReadStream(path), createGunzip(), output);
    return openedFile(openSync(temporary, "r"), path);
  } finally {
    // The open file lives on without its name, until it is closed or the process ends in whatever way.
    await rm(temporary, { force: true });
  }
}

function isGzip(fd: number): boolean {
  const magic = Buffer.alloc(2);
  return readSync(fd, magic, 0, 2, 0) === 2 && magic.readUInt16BE() === 0x1f8b;
}

function openedFile(fd: number, name: string): SnapshotFile {
  return {
    name,
    size: fstatSync(fd).size,
    read: (into, position) => readSync(fd, into, 0, into.length, position),
    close: () => closeSync(fd),
  };
}
