/** Columns → V8's `.cpuprofile`. Lines and columns become 0-based again; a tier stands beside the frame, where V8 has nothing. */
import type { CpuProfile, RawFrame } from "../run/cpu-profile.ts";

/** @returns JSON */
export function cpuProfileText({ startUs, endUs, frames, parent, samples, timesUs }: CpuProfile): string {
  const children: number[][] = frames.map(() => []);
  for (const [node, up] of parent.entries()) if (up >= 0) children[up]?.push(node + 1);
  const hits = new Uint32Array(frames.length);
  for (const node of samples) hits[node] = (hits[node] as number) + 1;
  const nodes = frames.map((frame, i) => ({
    id: i + 1,
    callFrame: callFrame(frame),
    hitCount: hits[i],
    children: children[i],
    ...(frame.deopt === "" ? {} : { deoptReason: frame.deopt }),
    ...(frame.tier === undefined ? {} : { tier: frame.tier }),
  }));
  let last = startUs;
  const timeDeltas = Array.from(timesUs, (at) => {
    const delta = at - last;
    last = at;
    return delta;
  });
  return JSON.stringify({
    nodes,
    startTime: startUs,
    endTime: endUs,
    samples: Array.from(samples, (node) => node + 1),
    timeDeltas,
  });
}

/** V8's, with lines and columns from 0, and -1 where there is none. */
export function callFrame({ name, url, line, column }: RawFrame): object {
  return { functionName: name, scriptId: "0", url, lineNumber: line - 1, columnNumber: column - 1 };
}
