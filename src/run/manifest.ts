/** Reading and writing `run.json`. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { SwarmprofError } from "../errors.ts";
import { runLayout } from "./layout.ts";
import { RUN_SCHEMA, type RunManifest } from "./records.ts";

/** @throws SwarmprofError OUTPUT_UNWRITABLE */
export function writeManifest(dir: string, manifest: RunManifest): void {
  const file = runLayout(dir).manifest;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.tmp`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't write the run to ${dir}: ${why}. Choose a folder with --out`, {
      cause,
    });
  }
}

/**
 * @returns the manifest; a run that has no end, because swarmprof itself was killed, counts as `killed`
 * @throws SwarmprofError RUN_UNREADABLE, RUN_TOO_NEW
 */
export function readManifest(dir: string): RunManifest {
  const file = runLayout(dir).manifest;
  let manifest: RunManifest;
  try {
    manifest = decodeManifest(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("RUN_UNREADABLE", `No run in ${dir}: ${why}. A run is a folder with a run.json`, {
      cause,
    });
  }
  if (manifest.schema > RUN_SCHEMA) {
    throw new SwarmprofError(
      "RUN_TOO_NEW",
      `${file} has schema ${manifest.schema}, this swarmprof reads up to ${RUN_SCHEMA}. Install a newer swarmprof`,
    );
  }
  return manifest;
}

function decodeManifest(input: unknown): RunManifest {
  const value = input as Partial<RunManifest> | null;
  const valid =
    typeof value?.schema === "number" &&
    typeof value.id === "string" &&
    typeof value.bench === "string" &&
    typeof value.startUs === "number" &&
    typeof value.status === "string" &&
    Array.isArray(value.command);
  if (!valid) throw new Error("run.json lacks a field");
  return value as RunManifest;
}
