/** Files that are written for mitata: what they register is taken when the first of it would be run. */
import { performance } from "node:perf_hooks";
import { obtainCollector } from "../../forced-collection.ts";
import type { RegisteredBench, Registry, StartedBench } from "../registry.ts";
import { installedModules, names } from "./installed.ts";

type Callable = (...args: unknown[]) => unknown;
type Args = Readonly<Record<string, readonly unknown[]>>;
interface Trial {
  readonly f: Callable;
  readonly _name: string;
  readonly _args: Args;
}

/** @param onRun called where the file has its benches run; all are registered then */
export async function adaptMitata(file: string, known: Registry, onRun: () => Promise<never>): Promise<void> {
  if (!names(file, "mitata")) return;
  const giveBack = hurriedClock();
  const modules = await installedModules("mitata", file).finally(giveBack);
  for (const module of modules) {
    const prototype: unknown = Reflect.get(Object(module["B"]), "prototype");
    if (typeof prototype === "object" && prototype !== null) adapt(prototype, known, onRun);
  }
}

/**
 * mitata measures the machine for 3 s before the first bench, by the clock that it finds when it is loaded. With one that
 * leaps forward it is done at once; what it would have measured is not asked for. Its way to collect garbage where there is
 * no `gc` takes a GB.
 */
function hurriedClock(): () => void {
  const { now } = performance;
  let leapt = 0;
  performance.now = () => now.call(performance) + (leapt += 1_000);
  if (!("gc" in globalThis)) {
    const collect = obtainCollector();
    Object.defineProperty(globalThis, "gc", { value: () => collect?.(), enumerable: false, configurable: true });
  }
  return () => {
    performance.now = now;
  };
}

function adapt(prototype: object, known: Registry, onRun: () => Promise<never>): void {
  const trials = new Set<Trial>();
  const rename = Reflect.get(prototype, "name") as Callable;
  // Called by the constructor, with all that is known of the trial so far.
  Reflect.set(prototype, "name", function (this: Trial, ...args: unknown[]) {
    trials.add(this);
    return rename.apply(this, args);
  });
  Reflect.set(prototype, "run", async () => {
    for (const trial of trials) known.benches.push(...variants(trial));
    return onRun();
  });
}

function variants(trial: Trial): RegisteredBench[] {
  const sets = Object.entries(trial._args).reduce<Record<string, unknown>[]>(
    (all, [name, values]) => all.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))),
    [{}],
  );
  return sets.map((args) => ({
    name: Object.entries(args).reduce((name, [key, value]) => name.replaceAll(`$${key}`, String(value)), trial._name),
    kind: "micro",
    params: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, plain(value)])),
    budgets: {},
    dialect: "mitata",
    start: () => start(trial.f, args),
  }));
}

function plain(value: unknown): string | number | boolean {
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

async function start(f: Callable, args: Readonly<Record<string, unknown>>): Promise<StartedBench> {
  const context = { get: (name: string): unknown => args[name] };
  if (!isGenerator(f)) {
    if (f.length > 0) throw new Error("swarmprof can't measure mitata's iterator benches: let it yield a function");
    return { call: () => f(), context: undefined, stop: () => undefined };
  }
  const steps = f(context) as AsyncIterator<unknown> | Iterator<unknown>;
  const { value } = await steps.next();
  return { ...yielded(value), stop: () => steps.next() };
}

/** A function, or `{ bench, 0: () => first argument, … }`, whose arguments are made anew for each call. */
function yielded(value: unknown): Omit<StartedBench, "stop"> {
  if (typeof value === "function") return { call: () => (value as Callable)(), context: undefined };
  const parts = Object(value) as Record<string, unknown>;
  const fn = parts["bench"] ?? parts["manual"];
  if (typeof fn !== "function" || parts["manual"] !== undefined) {
    throw new Error("swarmprof can't measure a mitata bench that measures itself (manual)");
  }
  const makers = Array.from({ length: fn.length }, (_, i) => parts[i] as () => unknown);
  if (makers.length === 0) return { call: () => (fn as Callable)(), context: undefined };
  let made: unknown[] = [];
  return {
    call: () => (fn as Callable)(...made),
    context: undefined,
    async beforeEach() {
      made = [];
      for (const make of makers) made.push(await make());
    },
  };
}

function isGenerator(f: Callable): boolean {
  const kind = Object.prototype.toString.call(f);
  return kind === "[object GeneratorFunction]" || kind === "[object AsyncGeneratorFunction]";
}
