/**
 * Calls of one method of agents. To enter an agent's context and to time its slice takes some 0.3 to 0.7 µs. Where a
 * method takes hardly longer, one call of `MANY`, chosen by chance, is timed, and stands for all of them; of the others,
 * and of all that they call, nothing is noted. What is started in a call and goes on after it, as a timer, would then run
 * in the caller's context: from the first call that starts something on, all calls of the method are entered.
 */
import { createHook } from "node:async_hooks";
import { types } from "node:util";
import { randomFrom } from "../../stats/random.ts";
import { nowUs } from "../pristine.ts";
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";

const now = performance.now.bind(performance);
const MANY = 32;
/** On average, what it costs to time a call not included, ms. */
const SHORT_MS = 0.001_5;
/** Calls that are looked at, one after the other. */
const SEEN = 64;
/** Of those, the longest are not looked at: the thread may have lost its core, or collected garbage. */
const RARE = 4;
/** Calls after which a method that was long is looked at again: its code may have been optimised. */
const AGAIN = 20_000;

/** What all methods share. */
export class CallSampling {
  /** Where the call is that runs: in none that matters, in one that is not timed, or in one that stands for many. */
  within: "none" | "untimed" | "timed" = "none";
  /** The method of the outermost call that is looked at, or not timed. */
  method: ShortCalls | undefined;
  readonly random = randomFrom(nowUs());
  readonly #starts = createHook({ init: () => this.method?.hasStarted() });
  #watched = 0;

  /** A method is looked at, or is short: what it starts has to be known. */
  watch(): void {
    if (this.#watched++ === 0) this.#starts.enable();
  }

  unwatch(): void {
    if (--this.#watched === 0) this.#starts.disable();
  }
}

export class ShortCalls {
  readonly #tracking: AgentTracking;
  readonly #sampling: CallSampling;
  #mayBeShort: boolean;
  #every = 1;
  #skip = 1;
  /** Calls until the method is looked at. */
  #until = SEEN;
  #isWatched = false;
  readonly #seenMs: number[] = [];

  constructor(method: object, tracking: AgentTracking, sampling: CallSampling) {
    this.#tracking = tracking;
    this.#sampling = sampling;
    this.#mayBeShort = !types.isAsyncFunction(method) && !types.isGeneratorFunction(method);
  }

  /** Whether the next call is one that is not timed: then `untimed` makes it, else `run`. */
  skips(): boolean {
    const { within } = this.#sampling;
    if (within !== "none" || this.#every === 1) return within === "untimed" && this.#mayBeShort;
    return --this.#skip > 0;
  }

  untimed(method: (...args: unknown[]) => unknown, instance: unknown, args: ArrayLike<unknown>): unknown {
    const sampling = this.#sampling;
    if (sampling.within === "untimed") return Reflect.apply(method, instance, args);
    const around = sampling.method;
    sampling.within = "untimed";
    sampling.method = this;
    try {
      return Reflect.apply(method, instance, args);
    } finally {
      sampling.within = "none";
      sampling.method = around;
    }
  }

  run<T>(store: SwarmprofAgentStore, call: () => T): T {
    const sampling = this.#sampling;
    if (!this.#mayBeShort || sampling.within !== "none") return this.#tracking.run(store, call);
    if (this.#every !== 1) {
      this.#skip = 1 + Math.floor(sampling.random() * (2 * this.#every - 1));
      return this.#timed(store, call);
    }
    if (--this.#until > 0 || sampling.method !== undefined) return this.#tracking.run(store, call);
    return this.#watched(store, call, 1);
  }

  /** A call that is looked at, or not timed, has started what may go on after it. */
  hasStarted(): void {
    this.#mayBeShort = false;
    this.#every = 1;
    this.#settle(false);
  }

  #timed<T>(store: SwarmprofAgentStore, call: () => T): T {
    const sampling = this.#sampling;
    sampling.within = "timed";
    try {
      return this.#watched(store, call, this.#every);
    } finally {
      sampling.within = "none";
    }
  }

  #watched<T>(store: SwarmprofAgentStore, call: () => T, weight: number): T {
    this.#settle(true);
    this.#sampling.method = this;
    const before = now();
    try {
      return this.#tracking.run(store, call, weight);
    } finally {
      const ms = now() - before;
      this.#sampling.method = undefined;
      if (this.#mayBeShort) this.#look(ms);
    }
  }

  #look(ms: number): void {
    if (this.#seenMs.push(ms) < SEEN) return;
    const usual = this.#seenMs
      .splice(0)
      .sort((a, b) => a - b)
      .slice(0, -RARE);
    const meanMs = usual.reduce((sum, each) => sum + each, 0) / usual.length;
    const isShort = meanMs - this.#tracking.callCostMs() < SHORT_MS;
    this.#every = isShort ? MANY : 1;
    this.#until = AGAIN;
    this.#settle(isShort);
  }

  #settle(isWatched: boolean): void {
    if (isWatched === this.#isWatched) return;
    this.#isWatched = isWatched;
    if (isWatched) this.#sampling.watch();
    else this.#sampling.unwatch();
  }
}
