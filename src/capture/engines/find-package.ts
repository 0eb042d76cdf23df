/** Where an optional package is installed: beside swarmprof, else beside the program. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

export interface FoundPackage {
  readonly dir: string;
  readonly version: string;
}

/** @returns undefined where it is not installed */
export function findPackage(name: string): FoundPackage | undefined {
  for (const from of [import.meta.url, resolve("package.json")]) {
    // Not by `require.resolve("name/package.json")`: a package may not export that file.
    for (const folder of createRequire(from).resolve.paths(name) ?? []) {
      const dir = join(folder, name);
      const manifest = join(dir, "package.json");
      if (existsSync(manifest)) return { dir, version: versionIn(manifest) };
    }
  }
  return undefined;
}

function versionIn(manifest: string): string {
  try {
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : "unknown";
  } catch {
    return "unknown";
  }
}
