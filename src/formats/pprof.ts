/**
 * pprof's profile.proto, as of Go, Datadog, Pyroscope and many others.
 * @see https://github.com/google/pprof/blob/main/proto/profile.proto
 */
import { type Label, Profile } from "pprof-format";
import type { RawFrame } from "../run/cpu-profile.ts";
import type { AllocationKind } from "../run/records.ts";
import {
  type AllocationProfile,
  type ProfileSet,
  SAMPLE_US,
  type ThreadProfiles,
  timeProfile,
} from "../run/profile-set.ts";
import { ByteTree, foreignFrame, SampleRow } from "./call-nodes.ts";
import { requireWholeProfile } from "./pprof-wire.ts";

/** @throws Error that says what is missing */
export function decodePprof(bytes: Uint8Array): ProfileSet {
  requireWholeProfile(bytes);
  const profile = Profile.decode(bytes);
  const { strings } = profile.stringTable;
  const text = (index: number | bigint): string => strings[Number(index)] ?? "";
  const types = profile.sampleType.map(({ type, unit }) => ({ type: text(type), unit: text(unit) }));
  if (types.length === 0) throw new Error("it has no type of samples: it is no profile, or cut off");
  const quantities = quantitiesOf(types);
  if (quantities.length === 0) {
    const names = types.map(({ type, unit }) => `${type} in ${unit || "no unit"}`).join(", ");
    throw new Error(`it has neither time nor memory, but ${names}`);
  }
  const stackOf = stackReader(profile, text);
  const threads = new Map<string, GrowingThread>();
  for (const { locationId, value, label } of profile.sample) {
    const who = threadOf(label, text);
    const key = `${who.pid} ${who.name}`;
    let thread = threads.get(key);
    if (thread === undefined) threads.set(key, (thread = new GrowingThread(who, quantities)));
    thread.add(stackOf(locationId), value, agentOf(label, text));
  }
  if (threads.size === 0) throw new Error("it has no sample");
  const interval = text(profile.periodType?.unit ?? 0) === "bytes" ? Number(profile.period) : 0;
  const comments = profile.comment.map(text).filter((comment) => comment !== "");
  const all = [...threads.values()].map((thread) => thread.profiles(interval));
  return { tool: comments[0] ?? "", threads: all.filter(({ time, heaps }) => time !== undefined || heaps.length > 0) };
}

type Quantity = { readonly column: number } & (
  | { readonly is: "time"; readonly toUs: number; readonly unit: "us" | "samples" }
  | { readonly is: "bytes"; readonly kind: AllocationKind }
);

const TIME_UNITS: ReadonlyMap<string, number> = new Map([
  ["nanoseconds", 1 / 1000],
  ["microseconds", 1],
  ["milliseconds", 1000],
  ["seconds", 1e6],
]);

/** CPU time before time on the clock, time before counts; of memory what is live, and all that was allocated. */
function quantitiesOf(types: readonly { type: string; unit: string }[]): Quantity[] {
  const timed = types.flatMap(({ type, unit }, column) => {
    const toUs = TIME_UNITS.get(unit);
    return toUs === undefined ? [] : [{ type, time: { column, is: "time", toUs, unit: "us" } as const }];
  });
  const time = timed.find(({ type }) => type === "cpu") ?? timed[0];
  const bytes = types.flatMap(({ type, unit }, column): Quantity[] => {
    if (unit !== "bytes") return [];
    return [{ column, is: "bytes", kind: type.startsWith("alloc") ? "all" : "live" }];
  });
  const memory = (["live", "all"] as const).flatMap(
    (kind) => bytes.find((one) => one.is === "bytes" && one.kind === kind) ?? [],
  );
  if (time !== undefined || memory.length > 0) return [...(time === undefined ? [] : [time.time]), ...memory];
  const column = types.findIndex(({ type, unit }) => unit === "count" && type !== "objects");
  return column < 0 ? [] : [{ column, is: "time", toUs: SAMPLE_US, unit: "samples" }];
}

/** Stacks stand the innermost frame first, and inlined functions likewise in one location. */
function stackReader(
  profile: Profile,
  text: (index: number | bigint) => string,
): (locations: readonly (number | bigint)[]) => RawFrame[] {
  const functions = new Map(profile.function.map((one) => [Number(one.id), one]));
  const mappings = new Map(profile.mapping.map((one) => [Number(one.id), text(one.filename)]));
  const frames = new Map<number, RawFrame[]>();
  for (const { id, line, address, mappingId } of profile.location) {
    const own = line.map(({ functionId, line: lineNumber, column }) => {
      const one = functions.get(Number(functionId));
      if (one === undefined) throw new Error(`a line names function ${functionId}, which is not there`);
      const url = text(one.filename);
      const start = Number(one.startLine);
      // Without a start, V8's tools give that of the function as its line; others give the line that ran.
      const place = start > 0 ? start : /(^(file|node):|\.[cm]?[jt]sx?$)/.test(url) ? Number(lineNumber) : 0;
      return foreignFrame(nameOf(text(one.name) || text(one.systemName), url), {
        url,
        line: Math.max(0, place),
        column: start > 0 && start !== Number(lineNumber) ? 0 : Math.max(0, Number(column)),
      });
    });
    const unnamed = foreignFrame(`0x${BigInt(address).toString(16)}`, { url: mappings.get(Number(mappingId)) ?? "" });
    frames.set(Number(id), own.length === 0 ? [unnamed] : own.toReversed());
  }
  return (locations) =>
    locations.toReversed().flatMap((id) => {
      const known = frames.get(Number(id));
      if (known === undefined) throw new Error(`a sample names location ${id}, which is not there`);
      return known;
    });
}

/** Datadog's word for what V8 calls so. */
function nameOf(name: string, url: string): string {
  return url === "" && name === "Garbage Collection" ? "(garbage collector)" : name;
}

type Text = (index: number | bigint) => string;

/** By the labels that Datadog, Go programs and swarmprof write. */
function threadOf(labels: readonly Label[], text: Text): { pid: number; name: string } {
  let pid = 0;
  let name = "";
  let id = "";
  for (const { key, str, num } of labels) {
    const label = text(key);
    if (label === "thread" || label === "thread name") name = text(str);
    else if (label === "thread id") id = text(str) || String(num);
    else if (label === "pid") pid = Math.max(0, Number(num)) || Number(/^\d{1,9}$/.exec(text(str))?.[0] ?? 0);
  }
  return { pid, name: name || (id === "" ? "" : `thread ${id}`) };
}

function agentOf(labels: readonly Label[], text: Text): string {
  const found = labels.find(({ key }) => text(key) === "agent");
  return found === undefined ? "" : text(found.str);
}

/** As a whole number without a sign, a negative one is from here on. */
const NEGATIVE = 2 ** 63;

class GrowingThread {
  readonly #who: { readonly pid: number; readonly name: string };
  readonly #parts: readonly { readonly quantity: Quantity; readonly row: SampleRow; readonly tree: ByteTree }[];
  readonly #agents = new Map<string, number>();
  readonly #agentOf: number[] = [];

  constructor(who: { readonly pid: number; readonly name: string }, quantities: readonly Quantity[]) {
    this.#who = who;
    this.#parts = quantities.map((quantity) => ({ quantity, row: new SampleRow(), tree: new ByteTree() }));
  }

  add(stack: readonly RawFrame[], values: readonly (number | bigint)[], agent: string): void {
    for (const { quantity, row, tree } of this.#parts) {
      // Some samples of a difference are below zero: what is less has no place in a graph of what is there.
      const value = Number(values[quantity.column] ?? 0);
      if (value <= 0 || value >= NEGATIVE) continue;
      if (quantity.is === "bytes") tree.add(tree.nodes.stack(stack), value);
      else {
        row.add(row.nodes.stack(stack), value * quantity.toUs);
        this.#agentOf.push(this.#agentIndex(agent));
      }
    }
  }

  #agentIndex(agent: string): number {
    if (agent === "") return 0;
    const index = this.#agents.get(agent) ?? this.#agents.size + 1;
    this.#agents.set(agent, index);
    return index;
  }

  profiles(period: number): ThreadProfiles {
    const heaps: AllocationProfile[] = [];
    let time: ThreadProfiles["time"];
    for (const { quantity, row, tree } of this.#parts) {
      if (quantity.is === "bytes") {
        if (tree.nodes.frames.length > 1)
          heaps.push({ profile: tree.profile(), kind: quantity.kind, intervalBytes: period });
      } else if (row.length > 0) {
        const agents = { ids: [...this.#agents.keys()], of: Uint32Array.from(this.#agentOf) };
        time = timeProfile(row.profile(), quantity.unit, { inOrder: false });
        if (agents.ids.length > 0) time = { ...time, agents };
      }
    }
    return { ...this.#who, time, heaps };
  }
}
