/** How the benches of a file are called under a profiler: flags of `cpu` and `mem`. */
import type { BenchCalls } from "../../verbs/bench-target.ts";
import { parseDuration } from "../quantities.ts";
import { optionalCount } from "./memory-flags.ts";
import { pattern } from "./pattern.ts";

const DURATION_MS = 1_000;

/** @throws SwarmprofError BAD_USAGE */
export function benchCalls(flags: {
  readonly filter: string | undefined;
  readonly iterations: string | undefined;
  readonly warmup: string | undefined;
  readonly duration: string | undefined;
}): BenchCalls {
  return {
    filter: flags.filter === undefined ? undefined : pattern(flags.filter),
    iterations: optionalCount("iterations", flags.iterations),
    warmup: optionalCount("warmup", flags.warmup),
    durationMs: flags.duration === undefined ? DURATION_MS : parseDuration("duration", flags.duration, "s"),
  };
}
