import { PROBE_HANDLE } from "../probe-handle.ts";
import type { ContextOptions, HandoffOptions } from "./agent-messages.ts";

/**
 * Tells how large the context is that an agent works with: bytes, a text, or messages, which count as JSON. Without
 * swarmprof around the program it does nothing.
 */
export function contextSize(size: unknown, options?: ContextOptions): void {
  (probe() as { contextSize(size: unknown, options?: ContextOptions): void } | undefined)?.contextSize(size, options);
}

/**
 * Tells that an agent hands something over to another, which has taken it up when it runs next. Without swarmprof around
 * the program it does nothing.
 */
export function handoff(to: string, options?: HandoffOptions): void {
  (probe() as { handoff(to: string, options?: HandoffOptions): void } | undefined)?.handoff(to, options);
}

function probe(): unknown {
  const found: unknown = Reflect.get(process.abort, PROBE_HANDLE);
  return typeof found === "object" && found !== null ? found : undefined;
}
