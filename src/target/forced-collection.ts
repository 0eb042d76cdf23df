/**
 * A way to collect garbage in synchronous code. The inspector's `collectGarbage` waits for the event loop; V8's own `gc`
 * runs at once. It is taken from a context of its own, and the flag is set back, so that the program never sees one.
 */
import v8 from "node:v8";
import vm from "node:vm";

/** Collects all garbage, or what is young alone. */
export type Collector = (generation?: "young") => void;

/** @returns undefined where V8 gives none */
export function obtainCollector(): Collector | undefined {
  const own: unknown = Reflect.get(globalThis, "gc");
  if (typeof own === "function") return collectorOf(own); // the program was started with the flag
  try {
    v8.setFlagsFromString("--expose-gc");
    const collect: unknown = vm.runInNewContext("gc");
    return typeof collect === "function" ? collectorOf(collect) : undefined;
  } catch {
    return undefined;
  } finally {
    v8.setFlagsFromString("--no-expose-gc"); // as it was
  }
}

// oxlint-disable-next-line typescript/no-unsafe-function-type -- V8's own, of another context
function collectorOf(collect: Function): Collector {
  return (generation) => void (generation === undefined ? collect() : collect({ type: "minor" }));
}
