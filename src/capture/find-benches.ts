/** The bench files of a project. */
import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { SwarmprofError } from "../errors.ts";

const BENCH_FILE = /\.(bench|benchmark)\.[cm]?[jt]s$/;
const MODULE = /\.[cm]?[jt]s$/;
const LEFT_OUT = new Set(["node_modules", "dist", "build", "coverage", "profiles", "reports"]);

/**
 * @param paths files, which may have any name, and folders to look through; none: the working directory
 * @returns paths relative to the working directory, with forward slashes, in order
 * @throws SwarmprofError BENCH_MISSING
 */
export function findBenches(paths: readonly string[]): string[] {
  const found = (paths.length === 0 ? ["."] : paths).flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
      throw new SwarmprofError(
        "BENCH_MISSING",
        `No such file or folder: ${path}. Give bench files, or folders with *.bench.ts`,
      );
    }
    if (stat.isDirectory()) return benchesBelow(path);
    if (MODULE.test(path)) return [path];
    throw new SwarmprofError("BENCH_UNSUPPORTED", `${path} is no bench file: .js, .mjs, .cjs, .ts, .mts or .cts`);
  });
  return [...new Set(found.map((path) => relative(process.cwd(), resolve(path)).split(sep).join("/")))].sort();
}

export function isBenchFile(path: string): boolean {
  return BENCH_FILE.test(path);
}

function benchesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) {
      return LEFT_OUT.has(entry.name) || entry.name.startsWith(".") ? [] : benchesBelow(join(folder, entry.name));
    }
    return entry.isFile() && isBenchFile(entry.name) ? [join(folder, entry.name)] : [];
  });
}
