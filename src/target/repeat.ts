/**
 * Calls the program again, in the same process, after its own run: its exported function, or all of it where it is a
 * CommonJS script. The program starts as it always does; only when its event loop is empty does this begin.
 */
import { createRequire, Module } from "node:module";
import { pathToFileURL } from "node:url";
import type { MemorySettings } from "../run/records.ts";
import type { MemoryRecording } from "./memory-recording.ts";
import { type Iterations, settle } from "./iterations.ts";

const { setImmediate, setTimeout } = globalThis;

/** How often, and how long, other threads are waited for, ms. */
const WAIT_MS = 2;
const LONGEST_WAIT_MS = 400;
/** Turns of the event loop that an iteration gets to come to rest. */
const TURNS_TO_REST = 5;
/** Of the iterations at the end, so many are sampled for all that is allocated, dead or alive. */
const SHARE_FOR_ALLOCATIONS = 0.2;
/** What a program may call what is to be called again, best first. */
const NAMES = ["default", "run", "main", "bench", "benchmark", "iteration"];

interface Callable {
  call(): unknown;
  /** Whether a call is over only when the event loop is empty: nobody is told by a promise. */
  readonly endsWithLoop: boolean;
}

/** Holds the process at the end of its event loop until the program has been called so many times. */
export class Repetition {
  readonly #memory: MemoryRecording;
  readonly #iterations: Iterations;
  readonly #awaitsLevels: () => boolean;
  readonly #times: number;
  readonly #warmup: number;
  #state: "program" | "repeating" | "over" = "program";
  #loopEmpty: (() => void) | undefined;

  /** @param awaitsLevels whether other threads are still to be measured after the last iteration */
  constructor(
    memory: MemoryRecording,
    iterations: Iterations,
    { repeat, warmup }: MemorySettings,
    awaitsLevels: () => boolean,
  ) {
    this.#awaitsLevels = awaitsLevels;
    this.#memory = memory;
    this.#iterations = iterations;
    this.#times = repeat;
    this.#warmup = warmup;
  }

  /** To be asked whenever the event loop is empty. @returns whether there is more to do */
  hold(): boolean {
    if (this.#state === "program") {
      this.#state = "repeating";
      // Where the program throws, it ends as it would have ended by itself: by an unhandled rejection.
      void this.#repeat().finally(() => (this.#state = "over"));
      return true;
    }
    const waiting = this.#loopEmpty;
    this.#loopEmpty = undefined;
    waiting?.();
    // With nobody waiting, a call hangs on something that will never happen.
    return this.#state === "repeating" && waiting !== undefined;
  }

  async #repeat(): Promise<void> {
    const again = await findCallable();
    if (again === undefined) return; // the analysis finds no iterations, and says so
    const memory = this.#memory;
    const iterations = this.#iterations;
    const lastLive = this.#times - Math.floor(this.#times * SHARE_FOR_ALLOCATIONS);
    for (let call = 1; call <= this.#warmup; call++) await this.#once(again);
    await iterations.calibrate(() => this.#once(NOTHING));
    for (let call = 1; call <= this.#times; call++) {
      iterations.begin();
      await this.#once(again);
      const part = iterations.end();
      await rest();
      settle(memory);
      iterations.level(part);
      await this.#otherThreads();
      if (call === lastLive && call < this.#times) memory.sampleAllocations();
    }
    memory.iterationsEnd();
  }

  /** They are measured too, before the next iteration begins. */
  async #otherThreads(): Promise<void> {
    for (let waited = 0; this.#awaitsLevels() && waited < LONGEST_WAIT_MS; waited += WAIT_MS) {
      await new Promise((resolve) => void setTimeout(resolve, WAIT_MS));
    }
  }

  async #once(again: Callable): Promise<void> {
    await again.call();
    if (!again.endsWithLoop) return;
    const empty = new Promise<void>((resolve) => (this.#loopEmpty = resolve));
    setImmediate(() => {}); // a loop that has nothing to do doesn't become empty again
    await empty;
  }
}

const NOTHING: Callable = { call: () => undefined, endsWithLoop: false };

async function findCallable(): Promise<Callable | undefined> {
  const file = process.argv[1];
  if (file === undefined) return undefined;
  const own = createRequire(pathToFileURL(`${file}/`));
  const path = resolved(own, file);
  const cached = path === undefined ? undefined : own.cache[path];
  if (cached !== undefined && path !== undefined) return exported(cached.exports) ?? evaluateAgain(path, own);
  return exported(await import(pathToFileURL(path ?? file).href));
}

function resolved(own: NodeJS.Require, file: string): string | undefined {
  try {
    return own.resolve(file);
  } catch {
    return undefined;
  }
}

function exported(exports: unknown): Callable | undefined {
  if (typeof exports === "function") return promising(exports, undefined);
  if (typeof exports !== "object" || exports === null) return undefined;
  const entries = Object.entries(exports).filter(([, value]) => typeof value === "function");
  const named = NAMES.map((name) => entries.find(([key]) => key === name)).find((entry) => entry !== undefined);
  const [, found] = named ?? (entries.length === 1 ? (entries[0] ?? []) : []);
  return typeof found === "function" ? promising(found, exports) : undefined;
}

function promising(called: object, self: unknown): Callable {
  return { call: () => Reflect.apply(called as () => unknown, self, []), endsWithLoop: false };
}

function evaluateAgain(path: string, own: NodeJS.Require): Callable {
  const load: unknown = Reflect.get(Module, "_load");
  const call = (): void => {
    const before = own.cache[path];
    delete own.cache[path];
    if (typeof load === "function") Reflect.apply(load, Module, [path, null, true]);
    // Else every module that loaded it would keep each of its copies.
    for (const parent of [before?.parent, require.main]) {
      const at = parent?.children.findIndex((child) => child.filename === path) ?? -1;
      if (at >= 0) parent?.children.splice(at, 1);
    }
  };
  return { call, endsWithLoop: true };
}

/** What the iteration has left to be done (closing sockets, settled promises) is to be done before memory is measured. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_REST; turn++) await new Promise((resolve) => void setImmediate(resolve));
}
