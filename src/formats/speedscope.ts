/** speedscope's own JSON, both ways. @see https://github.com/jlfwong/speedscope/blob/main/src/lib/file-format-spec.ts */
import type { RawFrame } from "../run/cpu-profile.ts";
import {
  type AllocationProfile,
  type ProfileSet,
  SAMPLE_US,
  sampleDurations,
  type ThreadProfiles,
  type TimeProfile,
  timeProfile,
} from "../run/profile-set.ts";
import { ByteTree, foreignFrame, IDLE_FRAME, ROOT_FRAME, SampleRow } from "./call-nodes.ts";
import { AGENT, agentThreads } from "./agent-threads.ts";
import { stacksOf } from "./stacks.ts";
import { array, number, object } from "./v8-json.ts";

export const SPEEDSCOPE_SCHEMA = "https://www.speedscope.app/file-format-schema.json";

const TO_US: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ["none", SAMPLE_US],
  ["nanoseconds", 1 / 1000],
  ["microseconds", 1],
  ["milliseconds", 1000],
  ["seconds", 1e6],
]);

/** @throws Error that names what is missing or wrong */
export function decodeSpeedscope(input: unknown): ProfileSet {
  const { shared, profiles, exporter } = object(input, "the file");
  const frames = array(object(shared, "shared").frames, "shared.frames").map(frameOf);
  const tool = typeof exporter === "string" ? exporter : "";
  const threads = array(profiles, "profiles").map((profile) => threadOf(object(profile, "a profile"), frames));
  // What swarmprof wrote has its agents' samples twice: as those of the thread, and as those of each agent.
  const once = tool.startsWith("swarmprof ") ? threads.filter(({ name }) => !name.includes(AGENT)) : threads;
  return { tool, threads: once };
}

function frameOf(input: unknown): RawFrame {
  const { name, file, line, col } = object(input, "a frame");
  return foreignFrame(typeof name === "string" ? name : "", {
    url: typeof file === "string" ? file : "",
    line: typeof line === "number" && line > 0 ? Math.round(line) : 0,
    column: typeof col === "number" && col > 0 ? Math.round(col) : 0,
  });
}

type Fields = Readonly<Record<string, unknown>>;

function threadOf(profile: Fields, frames: readonly RawFrame[]): ThreadProfiles {
  const { name: title, unit } = profile;
  const { pid, name } = fromTitle(typeof title === "string" ? title : "");
  const toUs = TO_US.get(unit);
  if (unit === "bytes") {
    return {
      pid,
      name,
      time: undefined,
      heaps: [{ profile: bytesOf(profile, frames), kind: "live", intervalBytes: 0 }],
    };
  }
  if (toUs === undefined)
    throw new Error(`a profile has the unit ${JSON.stringify(unit)}, which is none of the format's`);
  const row = profile["type"] === "evented" ? fromEvents(profile, frames, toUs) : fromSamples(profile, frames, toUs);
  return { pid, name, time: timeProfile(row.profile(), unit === "none" ? "samples" : "us"), heaps: [] };
}

function fromSamples({ samples, weights }: Fields, frames: readonly RawFrame[], toUs: number): SampleRow {
  const row = new SampleRow();
  for (const { stack, weight } of weighted(samples, weights, frames)) {
    const isRoot = stack.length === 1 && stack[0]?.name === ROOT_FRAME.name;
    row.add(row.nodes.stack(isRoot ? [] : stack.length === 0 ? [IDLE_FRAME] : stack), weight * toUs);
  }
  return row;
}

function bytesOf({ type, samples, weights }: Fields, frames: readonly RawFrame[]): AllocationProfile["profile"] {
  if (type === "evented") throw new Error("a profile in bytes is made of events");
  const tree = new ByteTree();
  for (const { stack, weight } of weighted(samples, weights, frames)) tree.add(tree.nodes.stack(stack), weight);
  return tree.profile();
}

function* weighted(
  samples: unknown,
  weights: unknown,
  frames: readonly RawFrame[],
): Iterable<{ stack: RawFrame[]; weight: number }> {
  const stacks = array(samples, "samples");
  const sizes = array(weights, "weights");
  if (stacks.length !== sizes.length) throw new Error("samples and weights differ in length");
  for (const [i, indices] of stacks.entries()) {
    const stack = array(indices, "a sample").map((index) => frameAt(frames, index));
    yield { stack, weight: Math.max(0, number(sizes[i], "a weight")) };
  }
}

function fromEvents({ events, startValue, endValue }: Fields, frames: readonly RawFrame[], toUs: number): SampleRow {
  const row = new SampleRow();
  const stack: { frame: number; node: number }[] = [];
  const idle = row.nodes.stack([IDLE_FRAME]);
  let at = typeof startValue === "number" ? startValue : 0;
  const until = (next: number): void => {
    if (next < at) throw new Error("events run backwards");
    if (next > at) row.add(stack.at(-1)?.node ?? idle, (next - at) * toUs);
    at = next;
  };
  for (const event of array(events, "events")) {
    const { type, frame, at: time } = object(event, "an event");
    until(number(time, "an event's time"));
    const top = stack.at(-1);
    if (type === "O") {
      const id = row.nodes.frameId(frameAt(frames, frame));
      stack.push({ frame: frame as number, node: row.nodes.child(top?.node ?? 0, id) });
    } else if (top?.frame !== frame)
      throw new Error(`frame ${String(frame)} is closed, which was not the last to be opened`);
    else stack.pop();
  }
  if (stack.length > 0) throw new Error(`it is cut off: ${stack.length} frames are never closed`);
  if (typeof endValue === "number" && endValue > at) until(endValue);
  return row;
}

function frameAt(frames: readonly RawFrame[], index: unknown): RawFrame {
  const frame = typeof index === "number" ? frames[index] : undefined;
  if (frame === undefined) throw new Error(`a sample names frame ${String(index)}, which is not there`);
  return frame;
}

/** What `titleOf` wrote. */
function fromTitle(title: string): { pid: number; name: string } {
  const [, name = title, pid = "0"] = /^(.*) \(pid (\d{1,9})\)$/.exec(title) ?? [];
  return { pid: Number(pid), name };
}

function titleOf({ pid, name }: ThreadProfiles): string {
  return pid === 0 ? name : `${name} (pid ${pid})`;
}

/** @param name of the file, as speedscope shows it; each agent is a profile behind those of the threads */
export function encodeSpeedscope(set: ProfileSet, name: string, exporter: string): string {
  const table = new FrameTable();
  const profiles = [...set.threads, ...agentThreads(set)].flatMap((thread) => [
    ...(thread.time === undefined ? [] : [timed(thread.time, titleOf(thread), table)]),
    ...thread.heaps.map(({ profile }) => sized(profile, titleOf(thread), table)),
  ]);
  const parts = profiles.map((profile) => JSON.stringify(profile));
  const shared = JSON.stringify({ frames: table.frames });
  const head = JSON.stringify({ $schema: SPEEDSCOPE_SCHEMA, name, exporter, activeProfileIndex: 0 }).slice(0, -1);
  return `${head},"shared":${shared},"profiles":[${parts.join(",\n")}]}\n`;
}

function timed({ profile, unit }: TimeProfile, name: string, table: FrameTable): object {
  const perUnit = unit === "samples" ? SAMPLE_US : 1;
  const stackOf = stacksOf(profile);
  const known = new Map<number, number[]>();
  const samples = Array.from(profile.samples, (node) => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const stack = stackOf(node);
    const isIdle = stack.length === 1 && stack[0]?.name === IDLE_FRAME.name;
    // An empty stack is idle time there; V8 also samples the root itself.
    const indices = isIdle ? [] : (stack.length === 0 ? [ROOT_FRAME] : stack).map((frame) => table.index(frame));
    known.set(node, indices);
    return indices;
  });
  const weights = Array.from(sampleDurations(profile), (us) => rounded(us / perUnit));
  const endValue = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    type: "sampled",
    name,
    unit: unit === "samples" ? "none" : "microseconds",
    startValue: 0,
    endValue,
    samples,
    weights,
  };
}

function sized(profile: AllocationProfile["profile"], name: string, table: FrameTable): object {
  const stackOf = stacksOf(profile);
  const nodes = [...profile.selfBytes.keys()].filter((node) => (profile.selfBytes[node] as number) > 0);
  const weights = nodes.map((node) => rounded(profile.selfBytes[node] as number));
  return {
    type: "sampled",
    name,
    unit: "bytes",
    startValue: 0,
    endValue: weights.reduce((sum, weight) => sum + weight, 0),
    samples: nodes.map((node) => stackOf(node).map((frame) => table.index(frame))),
    weights,
  };
}

/** A ns is more than any sampler knows. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

interface SpeedscopeFrame {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

class FrameTable {
  readonly frames: SpeedscopeFrame[] = [];
  readonly #indices = new Map<string, number>();

  index({ name, url, line, column }: RawFrame): number {
    const key = `${line}:${column}:${url}\n${name}`;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const frame = {
      name: name || "(anonymous)",
      ...(url === "" ? {} : { file: url }),
      ...(line > 0 ? { line } : {}),
      ...(column > 0 ? { col: column } : {}),
    };
    const index = this.frames.push(frame) - 1;
    this.#indices.set(key, index);
    return index;
  }
}
