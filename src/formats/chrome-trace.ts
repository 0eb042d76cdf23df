/**
 * Chrome's trace events, as of DevTools' Performance panel and of `node --trace-event-categories disabled-by-default-v8.cpu_profiler`: the CPU
 * profiles in them. Read event by event, since a trace may be larger than any string.
 */
import type { CpuProfile, RawFrame } from "../run/cpu-profile.ts";
import { type ProfileSet, type ThreadProfiles, timeProfile } from "../run/profile-set.ts";
import { ROOT_FRAME } from "./call-nodes.ts";
import { decodeAnyCpuProfile } from "./old-cpuprofile.ts";
import { array, decodeFrame, number, object } from "./v8-json.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @throws Error that names what is missing or wrong, where there is no profile in the trace too */
export function decodeChromeTrace(events: Iterable<unknown>): ProfileSet {
  const profiles = new Map<string, GrowingProfile>();
  const names = new Map<string, string>();
  const whole: ThreadProfiles[] = [];
  for (const event of events) {
    if (typeof event !== "object" || event === null) continue;
    const { name, pid, tid, id, args } = event as Fields;
    if (name !== "Profile" && name !== "ProfileChunk" && name !== "CpuProfile" && name !== "thread_name") continue;
    const given = object(args, `the args of an event ${name}`);
    if (name === "thread_name") {
      names.set(`${String(pid)}:${String(tid)}`, typeof given["name"] === "string" ? given["name"] : "");
      continue;
    }
    const data = object(given["data"], `the data of an event ${name}`);
    if (name === "CpuProfile") {
      const time = decodeAnyCpuProfile(data["cpuProfile"]);
      whole.push({ pid: pidOf(pid), name: String(tid), time, heaps: [] });
      continue;
    }
    const key = `${String(pid)}:${String(id)}`;
    let profile = profiles.get(key);
    if (profile === undefined) profiles.set(key, (profile = new GrowingProfile(pidOf(pid))));
    if (name === "Profile") profile.start(data, String(tid));
    else profile.add(data);
  }
  const streamed = [...profiles.values()].map((profile) => profile.thread());
  const threads = [...whole, ...streamed].filter(({ time }) => (time?.profile.samples.length ?? 0) > 0);
  if (threads.length === 0) {
    throw new Error(
      "the trace has no CPU profile in it: record it with the category disabled-by-default-v8.cpu_profiler",
    );
  }
  return {
    tool: "",
    threads: threads.map((thread) => ({
      ...thread,
      name: names.get(`${thread.pid}:${thread.name}`) || `thread ${thread.name}`,
    })),
  };
}

function pidOf(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** A profile whose nodes and samples come in chunks. */
class GrowingProfile {
  readonly #pid: number;
  #tid = "";
  #startUs: number | undefined;
  #endUs = 0;
  readonly #frames: RawFrame[] = [];
  readonly #parents: number[] = [];
  readonly #indexOf = new Map<unknown, number>();
  readonly #samples: number[] = [];
  readonly #deltas: number[] = [];

  constructor(pid: number) {
    this.#pid = pid;
  }

  start({ startTime }: Fields, tid: string): void {
    this.#startUs = number(startTime, "startTime");
    this.#tid = tid;
  }

  add({ cpuProfile, timeDeltas, endTime }: Fields): void {
    const { nodes, samples, endTime: end } = cpuProfile === undefined ? {} : object(cpuProfile, "cpuProfile");
    for (const node of nodes === undefined ? [] : array(nodes, "nodes")) {
      const { id, parent, callFrame, ...rest } = object(node, "a node");
      // Parents come first: a parent that is not there is none.
      this.#parents.push(parent === undefined ? -1 : this.#node(parent, "a parent"));
      this.#indexOf.set(id, this.#frames.push(decodeFrame(object(callFrame, "a callFrame"), rest)) - 1);
    }
    const ids = samples === undefined ? [] : array(samples, "samples");
    const deltas = timeDeltas === undefined ? [] : array(timeDeltas, "timeDeltas");
    if (ids.length !== deltas.length) throw new Error("samples and timeDeltas differ in length");
    for (const [i, id] of ids.entries()) {
      this.#samples.push(this.#node(id, "a sample"));
      this.#deltas.push(number(deltas[i], "timeDeltas"));
    }
    for (const time of [end, endTime]) if (typeof time === "number") this.#endUs = time;
  }

  #node(id: unknown, what: string): number {
    const index = this.#indexOf.get(id);
    if (index === undefined) throw new Error(`${what} names node ${String(id)}, which is not there`);
    return index;
  }

  thread(): ThreadProfiles {
    const startUs = this.#startUs ?? 0;
    let now = startUs;
    let latest = startUs;
    const timesUs = Float64Array.from(this.#deltas, (delta) => {
      now += delta;
      return (latest = Math.max(latest, now));
    });
    const noRoot = this.#frames.length === 0;
    const profile: CpuProfile = {
      startUs,
      endUs: Math.max(this.#endUs, latest),
      frames: noRoot ? [ROOT_FRAME] : this.#frames,
      parent: Int32Array.from(noRoot ? [-1] : this.#parents),
      samples: Uint32Array.from(this.#samples),
      timesUs,
    };
    return { pid: this.#pid, name: this.#tid, time: timeProfile(profile), heaps: [] };
  }
}
