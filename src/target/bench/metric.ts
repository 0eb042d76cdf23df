import { performance } from "node:perf_hooks";
import { knownRegistry } from "./registry.ts";

export interface Metric {
  /** One value of many: their distribution is kept. */
  record(value: number): void;
  /** So many more, of what is counted a second. */
  add(count: number): void;
  /** The level from now on. */
  set(value: number): void;
  /** Records how long a call takes, ms; of what returns a promise, until that is settled. @returns what `fn` returns */
  time<T>(fn: () => T): T;
}

/**
 * A figure of a bench's own: `metric("task.delegation.latency", { unit: "ms" })`. Heard only while a bench is measured;
 * in any other program it does nothing.
 */
export function metric(name: string, { unit }: { unit?: string } = {}): Metric {
  const record = (value: number): void => knownRegistry()?.sink?.record(name, unit ?? "", value);
  return {
    record,
    add: (count) => knownRegistry()?.sink?.add(name, unit ?? "", count),
    set: (value) => knownRegistry()?.sink?.set(name, unit ?? "", value),
    time(fn) {
      const sink = knownRegistry()?.sink;
      if (sink === undefined) return fn();
      const start = performance.now();
      const end = (): void => sink.record(name, unit ?? "ms", performance.now() - start);
      const result = fn();
      if (isPromiseLike(result)) result.then(end, end);
      else end();
      return result;
    },
  };
}

export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
}
