import type { CallTree } from "./call-tree.ts";
import type { Waiting } from "./cpu-time.ts";
import type { FrameKind } from "./frame-kind.ts";

const BY_KIND: Readonly<Record<FrameKind, Waiting>> = {
  idle: "waits",
  native: "may-wait",
  node: "may-wait",
  program: "may-wait",
  gc: "runs",
  own: "runs",
  package: "runs",
  probe: "runs",
};

/** V8's builtin of `Atomics.wait`, and Node's own functions that sleep in it until the thread of the loaders answers. */
const KNOWN_TO_WAIT = new Set([
  " wait",
  "node:internal/modules/esm/hooks waitForWorker",
  "node:internal/modules/esm/hooks makeSyncRequest",
]);

/** How readily a sample with this node on top is taken for waiting: see `cpu-time.ts`. */
export function waitingOf(tree: CallTree): (node: number) => Waiting {
  const byFrame = tree.frames.map(({ kind, name, url }): Waiting => {
    if (KNOWN_TO_WAIT.has(`${url} ${name}`)) return "waits";
    return BY_KIND[kind];
  });
  return (node) => byFrame[tree.frame[node] as number] as Waiting;
}
