/** Writes heap snapshots: by Node itself, or by the native part of the package heapdump. */
import { isMainThread } from "node:worker_threads";
import v8 from "node:v8";
import { closeSync, openSync } from "../pristine.ts";
import type { AddonFiles } from "../settings.ts";
import { loadAddon } from "./load-addon.ts";

/** @throws Error where the file can't be written */
export type WriteSnapshot = (file: string) => void;

interface HeapdumpBinding {
  /** @returns the file's name, or the system's number of an error */
  writeSnapshot(file: string): string | number;
}

const { writeHeapSnapshot } = v8;

/** heapdump's addon can be loaded into one thread of a process only: in workers Node itself writes. */
export function snapshotWriter({ snapshot }: AddonFiles): WriteSnapshot {
  if (snapshot === undefined || !isMainThread) return (file) => void writeHeapSnapshot(file);
  let binding: HeapdumpBinding;
  try {
    binding = loadAddon(snapshot) as HeapdumpBinding;
  } catch {
    return (file) => void writeHeapSnapshot(file); // another version of Node
  }
  return (file) => {
    closeSync(openSync(file, "w", 0o600)); // heapdump would make it readable for all
    const result = binding.writeSnapshot(file);
    if (typeof result === "number") throw new Error(`heapdump: error ${result} of the system`);
  };
}
