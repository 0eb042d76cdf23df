/** pprof's profile.proto, for writing: see `pprof.ts`. */
import { Profile, StringTable } from "pprof-format";
import type { RawFrame } from "../run/cpu-profile.ts";
import {
  type Marker,
  type ProfileSet,
  SAMPLE_US,
  sampleDurations,
  type ThreadProfiles,
  type TimeProfile,
} from "../run/profile-set.ts";
import { stacksOf } from "./stacks.ts";

/**
 * A sample is a stack of a thread and, where agents are known, of an agent, with the time on the clock and the CPU time.
 * Labels `thread`, `pid`, `agent` and, of runs with iterations, `phase`: `pprof -tagfocus` chooses by them.
 * @param startedAt ms since 1970 @param tool what the file says it was made by
 * @returns uncompressed
 */
export function encodePprof({ threads }: ProfileSet, startedAt: number, tool: string): Uint8Array {
  const strings = new StringTable();
  const types = sampleTypes(threads);
  const code = new CodeTables(strings);
  const sample = threads.flatMap((thread) =>
    samplesOf(thread, types).map(({ stack, values, agent, phase }) => ({
      locationId: stack.toReversed().map((frame) => code.location(frame)),
      value: values.map((value) => Math.round(value)),
      label: [
        ...(thread.name === "" ? [] : [{ key: strings.dedup("thread"), str: strings.dedup(thread.name) }]),
        ...(thread.pid === 0 ? [] : [{ key: strings.dedup("pid"), num: thread.pid }]),
        ...(agent === "" ? [] : [{ key: strings.dedup("agent"), str: strings.dedup(agent) }]),
        ...(phase === "" ? [] : [{ key: strings.dedup("phase"), str: strings.dedup(phase) }]),
      ],
    })),
  );
  const profile = new Profile({
    sampleType: types.map(({ type, unit }) => ({ type: strings.dedup(type), unit: strings.dedup(unit) })),
    sample,
    location: code.locations,
    function: code.functions,
    stringTable: strings,
    timeNanos: BigInt(Math.round(startedAt)) * 1_000_000n,
    comment: [strings.dedup(tool)],
    // Readers take the last type otherwise.
    defaultSampleType: strings.dedup((types.find(({ type }) => type === "cpu") ?? types[0])?.type ?? ""),
  });
  return profile.encode();
}

interface SampleType {
  readonly type: string;
  readonly unit: string;
}

/** Those that any thread has. */
function sampleTypes(threads: readonly ThreadProfiles[]): SampleType[] {
  const times = threads.flatMap(({ time }) => time ?? []);
  const kinds = new Set(threads.flatMap(({ heaps }) => heaps.map(({ kind }) => kind)));
  return [
    ...(times.some(({ unit }) => unit === "samples") ? [{ type: "samples", unit: "count" }] : []),
    ...(times.some(({ unit }) => unit === "us") ? [{ type: "wall", unit: "nanoseconds" }] : []),
    ...(times.some(({ cpuUs }) => cpuUs !== undefined) ? [{ type: "cpu", unit: "nanoseconds" }] : []),
    ...(kinds.has("live") ? [{ type: "inuse_space", unit: "bytes" }] : []),
    ...(kinds.has("all") ? [{ type: "alloc_space", unit: "bytes" }] : []),
  ];
}

interface PprofSample {
  readonly stack: readonly RawFrame[];
  readonly values: number[];
  readonly agent: string;
  /** `before`, `iteration`, `between` or `after`; "" where there are no iterations. */
  readonly phase: string;
}

function samplesOf({ time, heaps, markers }: ThreadProfiles, types: readonly SampleType[]): PprofSample[] {
  const column = (type: string): number => types.findIndex((one) => one.type === type);
  const bytes = heaps.flatMap(({ profile, kind }) => {
    const stackOf = stacksOf(profile);
    const at = column(kind === "live" ? "inuse_space" : "alloc_space");
    return [...profile.selfBytes.keys()]
      .filter((node) => (profile.selfBytes[node] as number) > 0)
      .map((node): PprofSample => {
        const values = types.map((_, i) => (i === at ? (profile.selfBytes[node] as number) : 0));
        return { stack: stackOf(node), values, agent: "", phase: "" };
      });
  });
  return time === undefined ? bytes : [...timeSamples(time, phaseReader(markers), types, column), ...bytes];
}

function timeSamples(
  { profile, unit, cpuUs, agents }: TimeProfile,
  phaseAt: (us: number) => string,
  types: readonly SampleType[],
  column: (type: string) => number,
): PprofSample[] {
  const stackOf = stacksOf(profile);
  const durations = sampleDurations(profile);
  const known = new Map<string, PprofSample>();
  for (const [i, node] of profile.samples.entries()) {
    const agent = agents?.ids[(agents.of[i] as number) - 1] ?? "";
    const phase = phaseAt(profile.timesUs[i] as number);
    const key = `${node} ${phase} ${agent}`;
    let sample = known.get(key);
    if (sample === undefined)
      known.set(key, (sample = { stack: stackOf(node), values: types.map(() => 0), agent, phase }));
    const add = (at: number, value: number): void => {
      sample.values[at] = (sample.values[at] as number) + value;
    };
    const us = durations[i] as number;
    if (unit === "samples") add(column("samples"), us / SAMPLE_US);
    else add(column("wall"), us * 1000);
    if (cpuUs !== undefined) add(column("cpu"), (cpuUs[i] as number) * 1000);
  }
  return [...known.values()];
}

/** @returns what part of the run a time is in; asked in the order of time */
function phaseReader(markers: readonly Marker[] = []): (us: number) => string {
  const iterations = markers.filter(({ name }) => name === "iteration").sort((a, b) => a.startUs - b.startUs);
  let next = 0;
  return (us) => {
    if (iterations.length === 0) return "";
    while (us >= (iterations[next]?.endUs ?? Number.POSITIVE_INFINITY)) next++;
    const iteration = iterations[next];
    if (iteration === undefined) return "after";
    if (us >= iteration.startUs) return "iteration";
    return next === 0 ? "before" : "between";
  };
}

/** A location a frame: swarmprof knows functions, not the lines that ran in them. */
class CodeTables {
  readonly locations: { id: number; line: { functionId: number; line: number; column: number }[] }[] = [];
  readonly functions: { id: number; name: number; systemName: number; filename: number; startLine: number }[] = [];
  readonly #ids = new Map<string, number>();
  readonly #strings: StringTable;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  location({ name, url, line, column }: RawFrame): number {
    const key = `${line}:${column}:${url}\n${name}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.locations.length + 1;
    const text = this.#strings.dedup(name || "(anonymous)");
    this.functions.push({ id, name: text, systemName: text, filename: this.#strings.dedup(url), startLine: line });
    this.locations.push({ id, line: [{ functionId: id, line, column }] });
    this.#ids.set(key, id);
    return id;
  }
}
