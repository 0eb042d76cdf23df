/** Which format a file has, told by what is in it, not by its name; and its profiles. */
import { SwarmprofError } from "../errors.ts";
import type { RawFrame } from "../run/cpu-profile.ts";
import type { ProfileSet, ThreadProfiles } from "../run/profile-set.ts";
import { decodeChromeTrace } from "./chrome-trace.ts";
import { type CollapsedUnit, decodeCollapsed, parseLine } from "./collapsed.ts";
import { decodeHeapProfile } from "./heapprofile.ts";
import type { InputFile } from "./input-file.ts";
import { jsonElements } from "./json-elements.ts";
import { withNodeUrls } from "./old-node-url.ts";
import { decodeAnyCpuProfile } from "./old-cpuprofile.ts";
import { decodePerfScript, isPerfHeader } from "./perf-script.ts";
import { decodePprof } from "./pprof.ts";
import { decodeSpeedscope, SPEEDSCOPE_SCHEMA } from "./speedscope.ts";
import { object } from "./v8-json.ts";
import { decodeV8Log } from "./v8-log.ts";

export type ForeignFormat =
  | "cpuprofile"
  | "heapprofile"
  | "Chrome trace"
  | "speedscope"
  | "pprof"
  | "collapsed stacks"
  | "perf script"
  | "V8 log";

export interface ReadProfiles {
  readonly format: ForeignFormat;
  readonly profiles: ProfileSet;
}

/**
 * @param unit what collapsed stacks count
 * @throws SwarmprofError PROFILE_UNREADABLE, in one line
 */
export function readProfiles(input: InputFile, unit: CollapsedUnit = "samples"): ReadProfiles {
  const read = recognise(input, unit);
  if (read === undefined) {
    throw unreadable(`${input.name} is in no format that is known here. Formats: swarmprof import --help`);
  }
  try {
    const { format, profiles } = read();
    profiles.threads.forEach(requirePossible);
    if (profiles.threads.length === 0) throw new Error("there is no profile in it");
    return {
      format,
      profiles: { ...profiles, threads: ofNode(format) ? profiles.threads.map(ofAnyNode) : profiles.threads },
    };
  } catch (cause) {
    if (cause instanceof SwarmprofError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(`${input.name} can't be read${read.as === "" ? "" : ` as ${read.as}`}: ${why}`, cause);
  }
}

function ofNode(format: ForeignFormat): boolean {
  return format === "cpuprofile" || format === "heapprofile" || format === "V8 log";
}

function ofAnyNode({ time, heaps, ...thread }: ThreadProfiles): ThreadProfiles {
  const renamed = <Profile extends { readonly frames: readonly RawFrame[] }>(profile: Profile): Profile => ({
    ...profile,
    frames: withNodeUrls(profile.frames),
  });
  return {
    ...thread,
    time: time === undefined ? undefined : { ...time, profile: renamed(time.profile) },
    heaps: heaps.map((heap) => ({ ...heap, profile: renamed(heap.profile) })),
  };
}

/** What is wrong may be told with a piece of the file. */
function unreadable(message: string, cause?: unknown): SwarmprofError {
  return new SwarmprofError("PROFILE_UNREADABLE", message.replace(/[\p{Cc}\s]+/gu, " "), { cause });
}

/** 31 years. */
const LONGEST_US = 1e15;

function requirePossible({ time }: ThreadProfiles): void {
  if (time !== undefined && !(time.profile.endUs - time.profile.startUs < LONGEST_US)) {
    throw new Error("its times make no sense: they add up to more than 31 years");
  }
}

interface Reader {
  (): ReadProfiles;
  /** What it is taken for, in words. */
  as: string;
}

/** @returns undefined for what nobody here knows */
function recognise(input: InputFile, unit: CollapsedUnit): Reader | undefined {
  const { head } = input;
  if (head.length === 0) throw unreadable(`${input.name} is empty`);
  const start = head.toString("latin1").trimStart();
  if (start === "") throw unreadable(`${input.name} has nothing but blanks in it`);
  if (start.startsWith("{") || start.startsWith("[")) return jsonReader(input, start);
  if (start.startsWith("v8-version,")) return reader("V8 log", () => decodeV8Log(input.lines()));
  const lines = start.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  if (lines.some((line, i) => isPerfHeader(line) && /^\s/.test(lines[i + 1] ?? " "))) {
    return reader("perf script", () => decodePerfScript(input.lines()));
  }
  // The last line of a head may be cut off.
  if (isText(head) && lines.slice(0, Math.max(1, lines.length - 1)).every((line) => parseLine(line) !== undefined)) {
    return reader("collapsed stacks", () => alone(decodeCollapsed(input.lines(), unit)));
  }
  // A profile.proto begins with its types of samples, but need not.
  const tag = head[0] ?? 0;
  if (!isText(head.subarray(0, 4096)) && (tag & 7) <= 2 && tag >> 3 >= 1 && tag >> 3 <= 15) {
    return reader("pprof", () => decodePprof(input.whole()));
  }
  return undefined;
}

function reader(format: ForeignFormat, decode: () => ProfileSet): Reader {
  return Object.assign(() => ({ format, profiles: decode() }), { as: format });
}

function alone(thread: ThreadProfiles): ProfileSet {
  return { tool: "", threads: [thread] };
}

/** Traces and heap snapshots may be too large to be parsed at once. */
function jsonReader(input: InputFile, start: string): Reader {
  if (/^\{\s*"snapshot"\s*:/.test(start)) {
    throw unreadable(`${input.name} is a heap snapshot. Read it with: swarmprof heap ${input.name}`);
  }
  if (/"traceEvents"\s*:\s*\[/.test(start) || /^\[\s*(\{[^}]*"ph"\s*:|$)/.test(start)) {
    return reader("Chrome trace", () => decodeChromeTrace(jsonElements(input.chunks(), "traceEvents")));
  }
  return Object.assign(() => fromJson(JSON.parse(input.text())), { as: "JSON" });
}

function fromJson(json: unknown): ReadProfiles {
  const file = object(json, "it");
  if (Array.isArray(json)) return { format: "Chrome trace", profiles: decodeChromeTrace(json) };
  if (file["$schema"] === SPEEDSCOPE_SCHEMA || (file["shared"] !== undefined && file["profiles"] !== undefined)) {
    return { format: "speedscope", profiles: decodeSpeedscope(file) };
  }
  if (Array.isArray(file["traceEvents"]))
    return { format: "Chrome trace", profiles: decodeChromeTrace(file["traceEvents"]) };
  const { head } = file;
  if (typeof head === "object" && head !== null && "selfSize" in head) {
    const heap = { profile: decodeHeapProfile(file), kind: "live", intervalBytes: 0 } as const;
    return { format: "heapprofile", profiles: alone({ pid: 0, name: "", time: undefined, heaps: [heap] }) };
  }
  if (head !== undefined || file["nodes"] !== undefined) {
    return { format: "cpuprofile", profiles: alone({ pid: 0, name: "", time: decodeAnyCpuProfile(file), heaps: [] }) };
  }
  const keys = Object.keys(file).slice(0, 5).join(", ");
  throw new Error(`it is no profile of a known format: an object with ${keys === "" ? "nothing in it" : keys}`);
}

function isText(bytes: Buffer): boolean {
  return !bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
}
