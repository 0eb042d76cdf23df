/** From a path to the command that runs it: which Node options a program needs, and whether it can run at all. */
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { SwarmprofError } from "../errors.ts";

export interface TargetCommand {
  readonly program: string;
  readonly args: readonly string[];
}

const SCRIPT = new Set([".js", ".mjs", ".cjs", ""]);
const TYPESCRIPT = new Set([".ts", ".mts", ".cts"]);

/**
 * @param bench path as given, relative to the working directory
 * @throws SwarmprofError BENCH_MISSING, BENCH_UNSUPPORTED, TYPESCRIPT_UNSUPPORTED
 */
export function targetCommand(bench: string, args: readonly string[]): TargetCommand {
  const file = resolve(bench);
  if (bench === "" || !existsSync(file)) {
    throw new SwarmprofError(
      "BENCH_MISSING",
      `No such program: ${bench}. Give the path of a .js, .mjs, .cjs, .ts, .mts or .cts file`,
    );
  }
  if (!statSync(file).isFile()) {
    throw new SwarmprofError("BENCH_MISSING", `${bench} is a folder. Give the path of the program in it`);
  }
  const extension = extname(file);
  const program = process.execPath;
  if (SCRIPT.has(extension)) return { program, args: [file, ...args] };
  if (TYPESCRIPT.has(extension)) return { program, args: [...typescriptOptions(file, bench), file, ...args] };
  throw new SwarmprofError(
    "BENCH_UNSUPPORTED",
    `${bench} is no Node program: .js, .mjs, .cjs, .ts, .mts or .cts. Memory of other commands: swarmprof mem -- command`,
  );
}

/**
 * A command that need not be Node, as a shell would find it.
 * @throws SwarmprofError BENCH_MISSING
 */
export function otherCommand([program = "", ...args]: readonly string[]): TargetCommand {
  const found = program.includes("/")
    ? isFile(program)
    : (process.env["PATH"] ?? "").split(delimiter).some((folder) => isFile(join(folder, program)));
  if (!found) throw new SwarmprofError("BENCH_MISSING", `No such command: ${program}. Give its path, or one in PATH`);
  return { program, args };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Node options that a file needs to be loaded at all.
 * @throws SwarmprofError TYPESCRIPT_UNSUPPORTED
 */
export function loaderOptions(file: string, shown: string): readonly string[] {
  return TYPESCRIPT.has(extname(file)) ? typescriptOptions(file, shown) : [];
}

/** The program's own tsx, as its author runs it; else Node's own type stripping; else the tsx beside swarmprof. */
function typescriptOptions(file: string, bench: string): readonly string[] {
  const own = findTsx(file);
  if (own !== undefined) return ["--import", own];
  if (Reflect.get(process.features, "typescript")) return [];
  const ours = findTsx(import.meta.url);
  if (ours !== undefined) return ["--import", ours];
  throw new SwarmprofError(
    "TYPESCRIPT_UNSUPPORTED",
    `Node ${process.version} can't run ${bench} by itself. Install tsx beside it (npm install --save-dev tsx), or use Node 22.18 or newer`,
  );
}

function findTsx(from: string): string | undefined {
  try {
    return pathToFileURL(createRequire(from).resolve("tsx")).href;
  } catch {
    return undefined;
  }
}
