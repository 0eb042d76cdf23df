/** What `cpu` and `mem` run: a program as it is, or the benches of a file, called again and again by the harness. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { listBenches } from "../capture/bench-process.ts";
import { isBenchFile } from "../capture/find-benches.ts";
import { loaderOptions, type TargetCommand, targetCommand } from "../capture/target-command.ts";
import { SwarmprofError } from "../errors.ts";
import type { HarnessSettings } from "../run/bench-records.ts";
import { harnessFile } from "./package-files.ts";

export interface BenchCalls {
  /** Only benches whose name matches. */
  readonly filter: RegExp | undefined;
  /** Calls of the bench, each an iteration; 0: as many as fit into the time. */
  readonly iterations: number;
  /** Calls before those. */
  readonly warmup: number;
  readonly durationMs: number;
}

const LISTING_MS = 60_000;

/**
 * @param bench path as given
 * @throws SwarmprofError BENCH_MISSING, BENCH_UNSUPPORTED, TYPESCRIPT_UNSUPPORTED, BAD_USAGE
 */
export async function benchTarget(bench: string, args: readonly string[], calls: BenchCalls): Promise<TargetCommand> {
  const program = targetCommand(bench, args);
  if (!registersBenches(bench)) return program;
  const [file, harness] = [resolve(bench), harnessFile()];
  const { signal } = new AbortController();
  const what = { file, shown: bench, harness, cwd: process.cwd(), timeoutMs: LISTING_MS, signal };
  const { benches } = await listBenches(what);
  if (benches.length === 0) return program;
  const wanted = benches.flatMap(({ name }, index) => ((calls.filter?.test(name) ?? true) ? [index] : []));
  const names = benches.map(({ name }) => name).join(", ");
  if (wanted.length === 0) {
    throw new SwarmprofError("BENCH_MISSING", `No bench of ${bench} is called that. There are ${names}`);
  }
  if (calls.iterations > 0 && wanted.length > 1) {
    throw new SwarmprofError("BAD_USAGE", `Iterations are of one bench: choose it with --filter, of ${names}`);
  }
  const { iterations, warmup, durationMs } = calls;
  const settings: HarnessSettings = {
    file,
    output: "",
    args,
    profile: { benches: wanted, iterations, warmup, durationMs },
  };
  return { program: process.execPath, args: [...options(file, bench), harness, JSON.stringify(settings)] };
}

/** By its name, and by what it imports: another file of such a name is a program like any other. */
export function registersBenches(bench: string): boolean {
  const file = resolve(bench);
  return (
    isBenchFile(bench) && existsSync(file) && /["'](swarmprof|tinybench|mitata)["']/.test(readFileSync(file, "utf8"))
  );
}

function options(file: string, bench: string): string[] {
  return ["--experimental-import-meta-resolve", ...loaderOptions(file, bench)];
}
