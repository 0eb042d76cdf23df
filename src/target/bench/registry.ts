/**
 * What has been registered in this process. The package may be loaded twice, as a bench's own copy and inside the harness:
 * both find it under a symbol, as a property of a function where no program looks.
 */
import type { BenchListing } from "../../run/bench-records.ts";
import type { LoadOptions } from "./load-schedule.ts";
import type { MetricSink } from "./metric-sink.ts";

export interface RegisteredBench extends BenchListing {
  /** Of a bench under load. */
  readonly load?: LoadOptions | undefined;
  /** Prepares the bench in this process. */
  start(): Promise<StartedBench>;
}

/** A bench that is ready to be called. */
export interface StartedBench {
  readonly call: (context: unknown) => unknown;
  readonly context: unknown;
  /** Around each call, outside of what is measured. */
  readonly beforeEach?: (() => unknown) | undefined;
  readonly afterEach?: (() => unknown) | undefined;
  readonly stop: () => unknown;
}

export interface Registry {
  readonly benches: RegisteredBench[];
  /** Names of the suites around what is registered now. */
  suites: readonly string[];
  /** Where metrics go just now; undefined outside of what is measured. */
  sink: MetricSink | undefined;
  /** Whether somebody runs the benches; else they are run once when the program has nothing more to do. */
  harness: boolean;
  runsOnce: boolean;
  /** In place of the numbers of agents that benches name; undefined: those. */
  agents?: readonly number[] | undefined;
}

const REGISTRY = Symbol.for("swarmprof.benches@1");

export function registry(): Registry {
  const known: unknown = Reflect.get(process.abort, REGISTRY);
  if (known !== undefined) return known as Registry;
  const made: Registry = { benches: [], suites: [], sink: undefined, harness: false, runsOnce: false };
  Object.defineProperty(process.abort, REGISTRY, { value: made, enumerable: false });
  return made;
}

/** @returns undefined where nothing was ever registered: a metric in a program that is no bench then costs nothing */
export function knownRegistry(): Registry | undefined {
  return Reflect.get(process.abort, REGISTRY) as Registry | undefined;
}

export const SUITE_SEPARATOR = " › ";

export function listing(bench: RegisteredBench): BenchListing {
  const { name, kind, params, budgets, dialect } = bench;
  return { name, kind, params, budgets, dialect };
}
