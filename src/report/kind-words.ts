import type { FrameKind } from "./view-model.ts";

/** What the reader calls each kind of frame. */
export const KIND_WORDS: Readonly<Record<FrameKind, string>> = {
  own: "your code",
  package: "packages",
  node: "Node",
  native: "native",
  gc: "garbage collection",
  program: "V8 and system",
  idle: "idle",
  probe: "the profiler itself",
};
