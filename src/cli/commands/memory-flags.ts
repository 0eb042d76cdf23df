/** How memory is recorded, and what it is held to: flags of `mem`, and of `cpu --mem`. */
import type { Argv } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import type { Budget } from "../../analysis/budgets.ts";
import {
  type AllocationKind,
  type MemorySettings,
  SNAPSHOT_ENGINES,
  type SnapshotEngine,
  type SnapshotMoment,
} from "../../run/records.ts";
import { DEFAULT_MEMORY, HEAP_INTERVAL_FOR_REPEAT } from "../../verbs/mem.ts";
import { parseBudgets } from "../budget-flags.ts";
import { parseCount, parseSize } from "../quantities.ts";

export interface MemoryFlags {
  "heap-interval": string | undefined;
  allocations: string;
  "forced-gc": boolean;
  budget: string | undefined;
  "snapshot-engine": SnapshotEngine | undefined;
  snapshot: string | undefined;
  yes: boolean;
}

const ALLOCATIONS = ["live", "all"] as const satisfies readonly AllocationKind[];
const MOMENTS = ["end", "peak"] as const satisfies readonly SnapshotMoment[];
const HEAP_INTERVAL_LIMITS = { least: 1024, most: 2 ** 30, words: "1KiB to 1GiB" };

export function memoryFlags<T>(argv: Argv<T>): Argv<T & MemoryFlags> {
  return argv
    .option("heap-interval", {
      type: "string",
      describe: "bytes between two samples of the heap profile [default: 512KiB, with --repeat 64KiB]",
    })
    .option("allocations", {
      choices: ALLOCATIONS,
      default: DEFAULT_MEMORY.allocations,
      describe: "sample what is live, or all that is allocated",
    })
    .option("forced-gc", {
      type: "boolean",
      default: true,
      describe:
        "collect garbage now and then to see what is left; with --no-forced-gc only where a heap profile is taken",
    })
    .option("snapshot-engine", {
      choices: SNAPSHOT_ENGINES,
      describe: "what writes heap snapshots; SIGUSR2 to swarmprof then takes one, and so does a heap near its limit",
    })
    .option("snapshot", {
      choices: MOMENTS,
      describe: "keep a heap snapshot of each thread: at its end, or where its heap is highest",
    })
    .option("yes", {
      type: "boolean",
      default: false,
      describe: "take it also where memory may not suffice for it",
    })
    .option("budget", {
      type: "string",
      describe: "METRIC=LIMIT, e.g. memory.peak=200MB memory.growth=0; broken: exit code 1",
    });
}

/** @throws SwarmprofError BAD_USAGE */
export function memorySettings(
  flags: MemoryFlags,
  given: { intervalMs: number; repeat: number; warmup: number },
): MemorySettings {
  const { "heap-interval": heapInterval, allocations } = flags;
  if (given.repeat > 0 && !flags["forced-gc"]) {
    throw new SwarmprofError("BAD_USAGE", "--repeat compares what garbage collections leave: leave out --no-forced-gc");
  }
  const defaultInterval = given.repeat > 0 ? HEAP_INTERVAL_FOR_REPEAT : DEFAULT_MEMORY.heapIntervalBytes;
  return {
    ...given,
    heapIntervalBytes:
      heapInterval === undefined ? defaultInterval : parseSize("heap-interval", heapInterval, HEAP_INTERVAL_LIMITS),
    allocations: allocations === "all" ? "all" : "live",
    forcedCollections: flags["forced-gc"],
    ...(flags["snapshot-engine"] === undefined ? {} : { snapshots: flags["snapshot-engine"] }),
    ...(flags.snapshot === undefined
      ? {}
      : { keep: { when: flags.snapshot === "peak" ? "peak" : "end", anyway: flags.yes } }),
  };
}

/** @throws SwarmprofError BAD_USAGE */
export function budgets(flags: MemoryFlags): Budget[] {
  return flags.budget === undefined ? [] : parseBudgets(flags.budget);
}

/** @throws SwarmprofError BAD_USAGE */
export function optionalCount(flag: string, value: string | undefined): number {
  return value === undefined ? 0 : parseCount(flag, value);
}
