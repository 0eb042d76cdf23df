/**
 * CPU profiles that V8's inspector doesn't write (any more): the nested tree of Chrome up to 2014, v8-profiler and
 * v8-profiler-next, and profiles without times.
 */
import type { CpuProfile, RawFrame } from "../run/cpu-profile.ts";
import { SAMPLE_US, type TimeProfile, timeProfile } from "../run/profile-set.ts";
import { decodeCpuProfile } from "./cpuprofile.ts";
import { array, decodeFrame, number, object } from "./v8-json.ts";

/**
 * Any `.cpuprofile`.
 * @throws Error that names the field that is missing or wrong
 */
export function decodeAnyCpuProfile(input: unknown): TimeProfile {
  const file = object(input, "the file");
  if (file["head"] !== undefined) return decodeNested(file);
  const { samples, timeDeltas } = file;
  if (Array.isArray(samples) && Array.isArray(timeDeltas)) return timeProfile(decodeCpuProfile(file));
  const nodes = array(file["nodes"], "nodes").map((node) => object(node, "a node"));
  const { frames, parent } = decodeCpuProfile({ ...file, samples: [], timeDeltas: [], startTime: 0, endTime: 0 });
  const tree = { frames, parent, ids: nodes.map(({ id }) => id), hits: nodes.map(({ hitCount }) => hitCount) };
  const span = spanUs(file["startTime"], file["endTime"], 1);
  return Array.isArray(samples) ? evenly(tree, samples, span) : fromHits(tree, span);
}

interface Tree {
  readonly frames: readonly RawFrame[];
  readonly parent: Int32Array;
  readonly ids: readonly unknown[];
  readonly hits: readonly unknown[];
}

function decodeNested({
  head,
  samples,
  timestamps,
  startTime,
  endTime,
}: Readonly<Record<string, unknown>>): TimeProfile {
  const tree = flatten(head);
  if (!Array.isArray(samples) || samples.length === 0) return fromHits(tree, spanUs(startTime, endTime, 1e6));
  // Whole seconds: only without timestamps are they of use.
  if (!Array.isArray(timestamps)) return evenly(tree, samples, spanUs(startTime, endTime, 1e6));
  const times = timestamps.map((time) => number(time, "timestamps"));
  // Newer ones have a moment more than samples: the end of the last.
  if (times.length < samples.length) throw new Error("samples and timestamps differ in length");
  let latest = times[0] ?? 0;
  const timesUs = Float64Array.from(samples, (_, i) => (latest = Math.max(latest, times[i] as number)));
  const lastUs = timesUs.at(-1) ?? 0;
  const everyUs = timesUs.length < 2 ? 0 : (lastUs - (timesUs[0] as number)) / (timesUs.length - 1);
  const endUs = times.length > samples.length ? Math.max(lastUs, times.at(-1) as number) : lastUs + everyUs;
  return timeProfile(withSamples(tree, samples, timesUs, timesUs[0] ?? 0, endUs));
}

function flatten(head: unknown): Tree {
  const frames: RawFrame[] = [];
  const parent: number[] = [];
  const ids: unknown[] = [];
  const hits: unknown[] = [];
  const waiting: { node: unknown; parent: number }[] = [{ node: head, parent: -1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const node = object(next.node, "a node");
    const index = frames.push(nestedFrame(node)) - 1;
    parent.push(next.parent);
    ids.push(node["id"]);
    hits.push(node["hitCount"]);
    const below = node["children"] === undefined ? [] : array(node["children"], "children");
    for (let i = below.length - 1; i >= 0; i--) waiting.push({ node: below[i], parent: index });
  }
  return { frames, parent: Int32Array.from(parent), ids, hits };
}

/** V8's own interface counts from 1 and has 0 where it knows none; the inspector's `callFrame` counts from 0. */
function nestedFrame(node: Readonly<Record<string, unknown>>): RawFrame {
  const { callFrame, bailoutReason, lineNumber, columnNumber } = node;
  const deoptReason = node["deoptReason"] ?? bailoutReason;
  if (typeof callFrame === "object" && callFrame !== null)
    return decodeFrame(object(callFrame, "a callFrame"), { deoptReason });
  const frame = decodeFrame(node, { deoptReason });
  return { ...frame, line: positive(lineNumber), column: positive(columnNumber) };
}

function positive(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

function spanUs(start: unknown, end: unknown, toUs: number): number {
  const span = typeof start === "number" && typeof end === "number" ? (end - start) * toUs : 0;
  return Number.isFinite(span) && span > 0 ? span : 0;
}

/** Samples without times: evenly over the time of the profile, if that is known. */
function evenly(tree: Tree, samples: readonly unknown[], span: number): TimeProfile {
  const everyUs = span > 0 ? span / samples.length : SAMPLE_US;
  const times = Float64Array.from(samples, (_, i) => i * everyUs);
  const profile = withSamples(tree, samples, times, 0, samples.length * everyUs);
  return timeProfile(profile, span > 0 ? "us" : "samples");
}

function fromHits({ frames, parent, hits }: Tree, span: number): TimeProfile {
  const counts = hits.map((hit) => positive(hit));
  const sum = counts.reduce((all, count) => all + count, 0);
  const everyUs = span > 0 && sum > 0 ? span / sum : SAMPLE_US;
  const hit = counts.flatMap((count, node) => (count > 0 ? [node] : []));
  let endUs = 0;
  const timesUs = Float64Array.from(hit, (node) => {
    const start = endUs;
    endUs += (counts[node] as number) * everyUs;
    return start;
  });
  const profile = { startUs: 0, endUs, frames, parent, samples: Uint32Array.from(hit), timesUs };
  return timeProfile(profile, span > 0 ? "us" : "samples", { inOrder: false });
}

function withSamples(
  { frames, parent, ids }: Tree,
  samples: readonly unknown[],
  timesUs: Float64Array,
  startUs: number,
  endUs: number,
): CpuProfile {
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const nodes = Uint32Array.from(samples, (id, i) => {
    const index = indexOf.get(id);
    if (index === undefined) throw new Error(`sample ${i} names a node that is not there`);
    return index;
  });
  return { startUs, endUs, frames, parent, samples: nodes, timesUs };
}
