import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let gc;

/** Collects all garbage at once, in a program that was not started with --expose-gc too. */
export function collectGarbage() {
  if (gc === undefined) {
    setFlagsFromString("--expose-gc");
    gc = runInNewContext("gc");
  }
  // Twice: what the first finds behind array buffers and weak references goes with the second.
  gc();
  gc();
}
