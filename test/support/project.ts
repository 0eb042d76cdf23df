import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyFolder } from "./swarmprof.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A folder with these files, in which the package and what it is developed with can be imported. */
export function project(files: Readonly<Record<string, string>>): string {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "node_modules"));
  symlinkSync(ROOT, join(cwd, "node_modules/swarmprof"));
  symlinkSync(join(ROOT, "node_modules/tinybench"), join(cwd, "node_modules/tinybench"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}
