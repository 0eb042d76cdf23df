import { PROBE_HANDLE } from "./probe-handle.ts";

/**
 * Tells swarmprof that an iteration of the program ends here, and the next one begins: growth is then judged from one to
 * the next. Under `swarmprof mem` garbage is collected here, outside of what is measured; else nothing happens.
 */
export function iteration(): void {
  const probe: unknown = Reflect.get(process.abort, PROBE_HANDLE);
  if (typeof probe === "object" && probe !== null) (probe as { iteration(): void }).iteration();
}
