/** Functions that run as the agent whose they are. */
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";
import { type CallSampling, ShortCalls } from "./short-calls.ts";

const { apply } = Reflect;

export type Callable = (...args: unknown[]) => unknown;

/** @param storeOf whose it is, by the `this` of a call; undefined for nobody's */
export function hookMethod(
  method: Callable,
  tracking: AgentTracking,
  sampling: CallSampling,
  storeOf: (instance: unknown) => SwarmprofAgentStore | undefined,
): Callable {
  const givesIterator = /Generator/.test(Object.prototype.toString.call(method));
  const calls = new ShortCalls(method, tracking, sampling);
  const runAs = (store: SwarmprofAgentStore, self: unknown, args: ArrayLike<unknown>): unknown => {
    if (calls.skips()) return calls.untimed(method, self, args);
    const call = (): unknown => apply(method, self, args);
    const result = calls.run(store, call);
    if (givesIterator) hookIterator(result as object, store, tracking);
    return result;
  };
  // A method, since these can't be called with `new` either. Small, and with `arguments` in place of a list of its own: it
  // is one more frame of every call, and of every turn of a recursion.
  const { passThrough } = {
    passThrough(this: unknown): unknown {
      const store = storeOf(this);
      if (store !== undefined && (givesIterator || !tracking.runs(store))) return runAs(store, this, arguments);
      return apply(method, this, arguments);
    },
  };
  Object.setPrototypeOf(passThrough, Object.getPrototypeOf(method) as object | null);
  Object.defineProperties(passThrough, Object.getOwnPropertyDescriptors(method));
  hooked.add(passThrough);
  return passThrough;
}

const hooked = new WeakSet<object>();

export function isHooked(method: object): boolean {
  return hooked.has(method);
}

/** A property that holds a class is no method. */
export function isClass(value: Callable): boolean {
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/** The body of a generator runs when it is asked for the next value. */
function hookIterator(iterator: object, store: SwarmprofAgentStore, tracking: AgentTracking): void {
  for (const key of ["next", "return", "throw"]) {
    const step = Reflect.get(iterator, key) as Callable;
    const { passThrough } = {
      passThrough(this: unknown, ...args: unknown[]): unknown {
        const call = (): unknown => apply(step, this, args);
        return tracking.run(store, call);
      },
    };
    Object.defineProperty(iterator, key, { value: passThrough, configurable: true, writable: true, enumerable: false });
  }
}
