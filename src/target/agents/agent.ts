import { PROBE_HANDLE } from "../probe-handle.ts";
import type { AgentOptions } from "./agent-tracking.ts";

/**
 * Runs `fn` in the async context of the agent: CPU time and memory in it, and in all that it awaits, are the agent's.
 * Without swarmprof around the program it calls `fn` and does nothing else.
 * @returns what `fn` returns
 */
export function agent<T>(id: string, fn: () => T): T;
export function agent<T>(id: string, options: AgentOptions, fn: () => T): T;
export function agent<T>(id: string, first: AgentOptions | (() => T), second?: () => T): T {
  const [options, fn] = typeof first === "function" ? [{}, first] : [first, second as () => T];
  const probe: unknown = Reflect.get(process.abort, PROBE_HANDLE);
  if (typeof probe !== "object" || probe === null) return fn();
  return (probe as { runAs<R>(id: string, options: AgentOptions, fn: () => R): R }).runAs(id, options, fn);
}
