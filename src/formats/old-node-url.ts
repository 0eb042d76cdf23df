import { builtinModules } from "node:module";
import type { RawFrame } from "../run/cpu-profile.ts";

/** Before Node 16 its own files had no `node:` before them: `events.js`, `internal/modules/cjs/loader.js`. */
export function withNodeUrls(frames: readonly RawFrame[]): RawFrame[] {
  return frames.map((frame) => {
    const [, name = ""] = /^(internal\/[\w/-]+|\w+)\.js$/.exec(frame.url) ?? [];
    return NAMES.has(name) || name.startsWith("internal/") ? { ...frame, url: `node:${name}` } : frame;
  });
}

const NAMES = new Set([...builtinModules, "bootstrap_node", "_debugger"]);
