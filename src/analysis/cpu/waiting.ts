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

/** How readily a sample with this node on top is taken for waiting: see `cpu-time.ts`. */
export function waitingOf(tree: CallTree): (node: number) => Waiting {
  const byFrame = tree.frames.map(({ kind, name, url }): Waiting => {
    // V8's builtin of `Atomics.wait`
    if (kind === "native" && url === "" && name === "wait") return "waits";
    return BY_KIND[kind];
  });
  return (node) => byFrame[tree.frame[node] as number] as Waiting;
}
