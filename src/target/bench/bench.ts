/** How a program registers benches. */
import type { BenchKind, ParamValue } from "../../run/bench-records.ts";
import type { LoadOptions } from "./load-schedule.ts";
import { type RegisteredBench, type Registry, registry, SUITE_SEPARATOR } from "./registry.ts";
import { runOnce } from "./run-once.ts";

export interface BenchContext<State = unknown> {
  readonly params: Readonly<Record<string, ParamValue>>;
  /** The parameter of that name; 1 where there is none. */
  readonly agents: number;
  /** What `setup` has returned. */
  readonly state: State;
}

export interface BenchOptions<State = unknown> {
  /** `micro` is the default: one function. `integration`: a whole workflow. `load`: a system under load. */
  readonly kind?: BenchKind;
  /** Of the kind `load`: how it is loaded. Given, that is its kind. */
  readonly load?: LoadOptions;
  /** The bench is measured once for each. */
  readonly agents?: readonly number[];
  /** The same for parameters of any name; of several, every combination. */
  readonly params?: Readonly<Record<string, readonly ParamValue[]>>;
  /** Limits by metric: `{ "time p95": "1ms", "bytes": "10KB" }`. */
  readonly budgets?: Readonly<Record<string, string | number>>;
  /** Once in each process, before the first call. */
  readonly setup?: (context: BenchContext<undefined>) => State | Promise<State>;
  /** After the last. */
  readonly teardown?: (context: BenchContext<State>) => unknown;
  /** Around each call, not measured. Calls are then measured one by one, which says little below a few µs. */
  readonly beforeEach?: (context: BenchContext<State>) => unknown;
  readonly afterEach?: (context: BenchContext<State>) => unknown;
}

export type BenchFunction<State> = (context: BenchContext<State>) => unknown;

/**
 * Registers a function to be measured by `swarmprof run`. A file of benches that is run by plain `node` calls each once and
 * prints a table.
 */
export function bench<State>(name: string, options: BenchOptions<State>, fn: BenchFunction<State>): void;
export function bench<State>(name: string, fn: BenchFunction<State>, options?: BenchOptions<State>): void;
export function bench<State>(
  name: string,
  first: BenchFunction<State> | BenchOptions<State>,
  second?: BenchFunction<State> | BenchOptions<State>,
): void {
  const [fn, options = {}] = typeof first === "function" ? [first, second] : [second, first];
  if (typeof fn !== "function" || typeof options === "function") {
    throw new TypeError(`bench(${JSON.stringify(name)}, …) takes a function: bench("name", () => work())`);
  }
  const known = registry();
  const asked = options.agents === undefined ? undefined : known.agents;
  for (const params of combinations(asked === undefined ? options : { ...options, agents: asked }))
    register(known, name, params, fn, options);
  if (known.harness || known.runsOnce) return;
  known.runsOnce = true;
  process.once("beforeExit", () => void runOnce(known));
}

/** Gives the benches that are registered inside a common name. */
export function suite(name: string, register: () => void): void {
  const known = registry();
  const around = known.suites;
  known.suites = [...around, name];
  try {
    register();
  } finally {
    known.suites = around;
  }
}

type Params = Readonly<Record<string, ParamValue>>;

function combinations<State>({ agents, params = {} }: BenchOptions<State>): Params[] {
  const all = agents === undefined ? params : { agents, ...params };
  return Object.entries(all).reduce<Params[]>(
    (sets, [name, values]) => sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))),
    [{}],
  );
}

function register<State>(
  known: Registry,
  name: string,
  params: Params,
  fn: BenchFunction<State>,
  options: BenchOptions<State>,
): void {
  const own = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const bench: RegisteredBench = {
    name: [...known.suites, own.length === 0 ? name : `${name} [${own.join(" ")}]`].join(SUITE_SEPARATOR),
    kind: options.kind ?? (options.load === undefined ? "micro" : "load"),
    load: options.load ?? (options.kind === "load" ? {} : undefined),
    params,
    budgets: options.budgets ?? {},
    dialect: "swarmprof",
    async start() {
      const { setup, teardown, beforeEach, afterEach } = options;
      const agents = typeof params["agents"] === "number" ? params["agents"] : 1;
      const state = (await setup?.({ params, agents, state: undefined })) as State;
      const context: BenchContext<State> = { params, agents, state };
      return {
        call: fn as (context: unknown) => unknown,
        context,
        beforeEach: beforeEach && (() => beforeEach(context)),
        afterEach: afterEach && (() => afterEach(context)),
        stop: () => teardown?.(context),
      };
    },
  };
  known.benches.push(bench);
}
