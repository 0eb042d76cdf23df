/**
 * Functions that the program binds to an instance, wherever they come from, are its methods: frameworks make them of what
 * they are configured with, `handler.bind(service)`.
 */
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";
import type { Callable } from "./method-hook.ts";

const { apply: call } = Reflect;

/**
 * @param isAgent whether the object is an instance that is an agent
 * @param isHooked whether the function runs as its `this` by itself
 */
export function hookBound(
  tracking: AgentTracking,
  isAgent: (self: object) => boolean,
  isHooked: (method: object) => boolean,
  storeOf: (self: object) => SwarmprofAgentStore | undefined,
): void {
  const functions: object = Function.prototype;
  const { bind } = Function.prototype;
  const value = new Proxy(bind, {
    apply(target, method: unknown, args: unknown[]) {
      const bound = call(target as Callable, method, args) as Callable;
      const [self] = args;
      if (typeof self !== "object" || self === null || isHooked(method as object) || !isAgent(self)) return bound;
      return new Proxy(bound, {
        apply(_, it, given: unknown[]) {
          const store = storeOf(self);
          if (store === undefined || tracking.runs(store)) return call(bound, it, given);
          const runAs = (): unknown => call(bound, it, given);
          return tracking.run(store, runAs);
        },
      });
    },
  });
  Object.defineProperty(functions, "bind", { value, configurable: true, enumerable: false, writable: true });
}
