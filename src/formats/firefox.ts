/**
 * The Firefox Profiler's processed format, for writing. It moves fast and upgrades what is older, so the version is pinned.
 * @see https://github.com/firefox-devtools/profiler/blob/main/docs-developer/CHANGELOG-formats.md
 */
import type { RawFrame } from "../run/cpu-profile.ts";
import { type ProfileSet, SAMPLE_US, sampleDurations, type ThreadProfiles } from "../run/profile-set.ts";
import { agentThreads } from "./agent-threads.ts";
import { IDLE_FRAME } from "./call-nodes.ts";

const PROCESSED_VERSION = 56;
/** Of what Firefox itself writes; what is written here needs nothing of it. */
const GECKO_VERSION = 31;

const CATEGORIES = [
  { name: "Other", color: "grey" },
  { name: "JavaScript", color: "yellow" },
  { name: "Packages", color: "lightblue" },
  { name: "Node", color: "green" },
  { name: "Native", color: "blue" },
  { name: "GC", color: "orange" },
  { name: "Idle", color: "transparent" },
] as const;

const STATES: Readonly<Record<string, (typeof CATEGORIES)[number]["name"]>> = {
  "(root)": "Other",
  "(program)": "Other",
  "(not recorded)": "Other",
  "(swarmprof)": "Other",
  "(idle)": "Idle",
  "(garbage collector)": "GC",
};

/** @param startedAt ms since 1970 @param product what the profile is of */
export function encodeFirefox(set: ProfileSet, startedAt: number, product: string): string {
  const strings = new Strings();
  const startUs = set.threads.reduce(
    (first, { time }) => Math.min(first, time?.profile.startUs ?? first),
    Number.POSITIVE_INFINITY,
  );
  const originUs = Number.isFinite(startUs) ? startUs : 0;
  const timed = [...set.threads, ...agentThreads(set)].filter(({ time }) => time !== undefined);
  const heaps = set.threads.flatMap((thread) =>
    thread.heaps.map(({ profile, kind }) => {
      const nodes = [...profile.selfBytes.keys()].filter((node) => (profile.selfBytes[node] as number) > 0);
      const what = kind === "live" ? "live memory" : "memory allocated";
      return threadOf({ ...thread, name: `${thread.name}, ${what}` }, strings, {
        frames: profile.frames,
        parent: profile.parent,
        nodes,
        timesMs: nodes.map(() => 0),
        weights: nodes.map((node) => Math.round(profile.selfBytes[node] as number)),
        weightType: "bytes",
        markers: [],
      });
    }),
  );
  const threads = [...timed.map((thread) => timeThread(thread, strings, originUs)), ...heaps];
  return `${JSON.stringify({ ...metaOf(startedAt, product, set.tool), threads, shared: { stringArray: strings.list } })}\n`;
}

function metaOf(startTime: number, product: string, tool: string): object {
  return {
    meta: {
      version: GECKO_VERSION,
      preprocessedProfileVersion: PROCESSED_VERSION,
      interval: 1,
      startTime,
      processType: 0,
      product,
      importedFrom: tool,
      stackwalk: 0,
      debug: false,
      symbolicated: true,
      categories: CATEGORIES.map((category) => ({ ...category, subcategories: ["Other"] })),
      sampleUnits: { time: "ms", eventDelay: "ms", threadCPUDelta: "µs" },
      markerSchema: [
        {
          name: "Text",
          display: ["marker-chart", "marker-table", "timeline-overview"],
          chartLabel: "{marker.data.name}",
          tooltipLabel: "{marker.name}",
          fields: [{ key: "name", label: "Details", format: "string" }],
        },
      ],
    },
    libs: [],
    pages: [],
  };
}

function timeThread(thread: ThreadProfiles, strings: Strings, originUs: number): object {
  const { time, markers = [] } = thread;
  if (time === undefined) throw new TypeError("a thread without time");
  const { profile, unit, cpuUs } = time;
  const durations = sampleDurations(profile);
  const samples = unit === "samples";
  return threadOf(thread, strings, {
    frames: profile.frames,
    parent: profile.parent,
    nodes: [...profile.samples],
    timesMs: Array.from(profile.timesUs, (us) => (us - originUs) / 1000),
    weights: Array.from(durations, (us) => (samples ? us / SAMPLE_US : us / 1000)),
    weightType: samples ? "samples" : "tracing-ms",
    ...(cpuUs === undefined ? {} : { cpuUs: [...cpuUs].map(Math.round) }),
    markers: markers.map(({ startUs, endUs, ...rest }) => ({
      ...rest,
      startMs: (startUs - originUs) / 1000,
      endMs: (endUs - originUs) / 1000,
    })),
  });
}

interface Rows {
  readonly frames: readonly RawFrame[];
  readonly parent: Int32Array;
  readonly nodes: readonly number[];
  readonly timesMs: readonly number[];
  readonly weights: readonly number[];
  readonly weightType: "samples" | "tracing-ms" | "bytes";
  readonly cpuUs?: readonly number[];
  readonly markers: readonly { name: string; detail: string; startMs: number; endMs: number }[];
}

function threadOf({ pid, name }: ThreadProfiles, strings: Strings, rows: Rows): object {
  const code = new Code(rows, strings);
  const stack = rows.nodes.map((node) => code.stack(node));
  const { markers } = rows;
  return {
    processType: "default",
    processName: pid === 0 ? "swarm" : `process ${pid}`,
    processStartupTime: 0,
    processShutdownTime: null,
    registerTime: 0,
    unregisterTime: null,
    pausedRanges: [],
    name,
    isMainThread: !name.includes("worker") && !name.includes(", "),
    pid: String(pid),
    tid: strings.index(`${pid} ${name}`),
    samples: {
      length: stack.length,
      stack,
      time: rows.timesMs,
      weight: rows.weights,
      weightType: rows.weightType,
      ...(rows.cpuUs === undefined ? {} : { threadCPUDelta: [0, ...rows.cpuUs.slice(0, -1)] }),
    },
    markers: {
      length: markers.length,
      data: markers.map(({ detail }) => ({ type: "Text", name: detail })),
      name: markers.map((marker) => strings.index(marker.name)),
      startTime: markers.map(({ startMs }) => startMs),
      endTime: markers.map(({ endMs }) => endMs),
      phase: markers.map(() => 1),
      category: markers.map((marker) => categoryOf(marker.name.startsWith("GC") ? "GC" : "Other")),
    },
    ...code.tables(),
    resourceTable: { length: 0, lib: [], name: [], host: [], type: [] },
    nativeSymbols: { length: 0, libIndex: [], address: [], name: [], functionSize: [] },
  };
}

function categoryOf(name: string): number {
  return CATEGORIES.findIndex((category) => category.name === name);
}

function frameCategory({ name, url }: RawFrame): number {
  const state = url === "" ? STATES[name] : undefined;
  if (state !== undefined) return categoryOf(state);
  if (url === "") return categoryOf("Native");
  if (url.startsWith("node:")) return categoryOf("Node");
  return categoryOf(url.includes("/node_modules/") ? "Packages" : "JavaScript");
}

class Strings {
  readonly list: string[] = [];
  readonly #indices = new Map<string, number>();

  index(text: string): number {
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    const index = this.list.push(text) - 1;
    this.#indices.set(text, index);
    return index;
  }
}

/** Stacks, frames and functions of a thread; a function has one frame, since no line that ran is known. */
class Code {
  readonly #rows: Rows;
  readonly #strings: Strings;
  readonly #stackOf = new Map<number, number | null>();
  readonly #frameOf = new Map<string, number>();
  readonly #stackFrame: number[] = [];
  readonly #stackPrefix: (number | null)[] = [];
  readonly #frames: RawFrame[] = [];

  constructor(rows: Rows, strings: Strings) {
    this.#rows = rows;
    this.#strings = strings;
  }

  /** Without the root, and null where the thread was idle. */
  stack(node: number): number | null {
    const { frames, parent } = this.#rows;
    const missing: number[] = [];
    let at = node;
    while (!this.#stackOf.has(at) && (parent[at] as number) >= 0) {
      missing.push(at);
      at = parent[at] as number;
    }
    let prefix = this.#stackOf.get(at) ?? null;
    for (const one of missing.toReversed()) {
      const frame = frames[one] as RawFrame;
      if (prefix === null && frame.name === IDLE_FRAME.name && frame.url === "") {
        this.#stackOf.set(one, null);
        continue;
      }
      this.#stackPrefix.push(prefix);
      prefix = this.#stackFrame.push(this.#frame(frame)) - 1;
      this.#stackOf.set(one, prefix);
    }
    return this.#stackOf.get(node) ?? null;
  }

  #frame(frame: RawFrame): number {
    const key = `${frame.line}:${frame.column}:${frame.url}\n${frame.name}`;
    const known = this.#frameOf.get(key);
    if (known !== undefined) return known;
    const index = this.#frames.push(frame) - 1;
    this.#frameOf.set(key, index);
    return index;
  }

  tables(): object {
    const frames = this.#frames;
    const { length } = frames;
    const fill = <T>(value: T): T[] => frames.map(() => value);
    const lines = frames.map(({ line }) => (line > 0 ? line : null));
    const columns = frames.map(({ column }) => (column > 0 ? column : null));
    const isJs = frames.map(({ url }) => url !== "");
    return {
      stackTable: { length: this.#stackFrame.length, frame: this.#stackFrame, prefix: this.#stackPrefix },
      frameTable: {
        length,
        address: fill(-1),
        inlineDepth: fill(0),
        category: frames.map(frameCategory),
        subcategory: fill(0),
        func: frames.map((_, index) => index),
        nativeSymbol: fill(null),
        innerWindowID: fill(0),
        line: lines,
        column: columns,
      },
      funcTable: {
        length,
        isJS: isJs,
        relevantForJS: fill(false),
        name: frames.map(({ name }) => this.#strings.index(name || "(anonymous)")),
        resource: fill(-1),
        fileName: frames.map(({ url }) => (url === "" ? null : this.#strings.index(url))),
        lineNumber: lines,
        columnNumber: columns,
      },
    };
  }
}
