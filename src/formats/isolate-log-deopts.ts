/** How often V8 gave up a function's optimised code, and why the last time. */
import type { RawFrame } from "../run/cpu-profile.ts";

/** By place. */
export type Deopts = Map<string, { times: number; reason: string; place: string }>;

/** V8's own change of tiers, not a failure. */
const NO_FAILURE = /on stack replacement/;

export function noteDeopt(deopts: Deopts, frame: RawFrame, reason: string, place: string): void {
  if (NO_FAILURE.test(reason)) return;
  const known = deopts.get(keyOf(frame));
  deopts.set(keyOf(frame), { times: (known?.times ?? 0) + 1, reason, place: shortPlace(place) });
}

export function withDeopts(frames: readonly RawFrame[], deopts: Deopts): RawFrame[] {
  return frames.map((frame) => {
    const known = frame.tier === undefined ? undefined : deopts.get(keyOf(frame));
    if (known === undefined) return frame;
    const times = known.times === 1 ? "once" : `${known.times} times`;
    return { ...frame, deopt: `deoptimised ${times}, the last time for "${known.reason}"${known.place}` };
  });
}

function keyOf({ url, line, column, name }: RawFrame): string {
  return `${url}:${line}:${column} ${name}`;
}

/** `</a/b.js:10:5> inlined at </a/b.js:3:1>`: the innermost place, by its file's name. */
function shortPlace(place: string): string {
  const [, file] = /^<([^>]*)>/.exec(place) ?? [];
  return file === undefined || file.startsWith("unknown") ? "" : ` at ${file.split(/[\\/]/).at(-1)}`;
}
