/** What is known of a run, as the profiles of its threads: for formats of other tools. */
import type { CpuProfile, RawFrame } from "../run/cpu-profile.ts";
import type { HeapProfile } from "../run/heap-profile.ts";
import {
  type AllocationProfile,
  type Marker,
  type ProfileSet,
  type ThreadProfiles,
  type TimeProfile,
} from "../run/profile-set.ts";
import type { RecordedThread, Run } from "../run/read-run.ts";
import { COLLECTION_KINDS } from "../run/records.ts";
import type { RunAnalysis } from "./analyse-run.ts";
import type { ThreadCpu } from "./cpu/analyse-cpu.ts";
import type { CallTree, Frame } from "./cpu/call-tree.ts";
import type { JoinedHeapProfile } from "./memory/heap-profiles.ts";
import { threadName } from "./thread-name.ts";
import { bytes } from "./words.ts";

/** Of memory, each thread's profile at its highest level, and the last of all that was allocated. */
export function profilesOfRun(run: Run, { tree, cpu, memory }: RunAnalysis): ProfileSet {
  const tracks = run.processes.flatMap((process) => process.threads);
  const threads = tracks.map((track, index): ThreadProfiles => {
    const thread = cpu?.threads[index];
    return {
      pid: track.pid,
      name: threadName(track, run),
      time: thread === undefined || thread.samples.node.length === 0 ? undefined : timeOf(thread, tree, run),
      heaps: heapsOf(
        (memory?.profiles ?? []).filter((profile) => profile.thread === index),
        tree,
      ),
      markers: markersOf(track),
    };
  });
  return {
    tool: `swarmprof ${run.manifest.environment.swarmprof}`,
    threads: threads.filter(({ time, heaps }) => time !== undefined || heaps.length > 0),
  };
}

/** Time that no chunk covers is nobody's. */
const NOT_RECORDED: RawFrame = { name: "(not recorded)", url: "", line: 0, column: 0, deopt: "" };
/** A reading of the clock later is no gap. */
const LEAST_GAP_US = 2;

function timeOf({ track, samples, time, agent }: ThreadCpu, tree: CallTree, run: Run): TimeProfile {
  const part = new TreePart(tree);
  const nodes: number[] = [];
  const timesUs: number[] = [];
  const cpuUs: number[] = [];
  const of: number[] = [];
  const add = (node: number, startUs: number, us: number, who: number): void => {
    nodes.push(node);
    timesUs.push(startUs);
    cpuUs.push(us);
    of.push(who);
  };
  for (const [i, node] of samples.node.entries()) {
    const startUs = samples.startUs[i] as number;
    const isProbe = tree.frames[tree.frame[node] as number]?.kind === "probe"; // in no share of the program's
    add(part.node(node), startUs, isProbe ? 0 : (time.cpuUs[i] as number), agent?.[i] ?? 0);
    const endUs = startUs + (samples.wallUs[i] as number);
    const nextUs = samples.startUs[i + 1] ?? endUs;
    if (nextUs - endUs > LEAST_GAP_US) add(part.extra(NOT_RECORDED), endUs, 0, 0);
  }
  const { imported } = run.manifest;
  const profile: CpuProfile = {
    startUs: samples.fromUs,
    endUs: samples.toUs,
    ...part.columns(),
    samples: Uint32Array.from(nodes),
    timesUs: Float64Array.from(timesUs),
  };
  return {
    profile,
    unit: imported?.unit ?? "us",
    inOrder: imported?.inOrder ?? true,
    // Of an import only the time on the clock is known.
    ...(imported === undefined ? { cpuUs: Float64Array.from(cpuUs) } : {}),
    ...(agent === undefined ? {} : { agents: { ids: agentIds(track), of: Uint32Array.from(of) } }),
  };
}

/** Collections, whose time is known to one interval of the readings, and iterations. */
function markersOf({ memory }: RecordedThread): Marker[] {
  const collections = (memory?.collections ?? []).flatMap(([from, to, kind, us, , after]): Marker[] => {
    const name = COLLECTION_KINDS[kind];
    if (name === undefined) return []; // a time in which they were not recorded
    const startUs = Math.max(from, (from + to - us) / 2);
    return [{ name: `GC ${name}`, startUs, endUs: startUs + us, detail: `${bytes(after)} left in the heap` }];
  });
  const iterations = (memory?.levels ?? []).flatMap(([, , , , , , , iteration, startUs, endUs, allocated]): Marker[] =>
    iteration > 0
      ? [{ name: "iteration", startUs, endUs, detail: `iteration ${iteration}, ${bytes(allocated)} allocated` }]
      : [],
  );
  return [...collections, ...iterations];
}

function agentIds({ agents }: RecordedThread): string[] {
  const ids: string[] = [];
  for (const { index, id } of agents) ids[index - 1] = id;
  return Array.from(ids, (id) => id ?? "");
}

function heapsOf(profiles: readonly JoinedHeapProfile[], tree: CallTree): AllocationProfile[] {
  const highest = profiles
    .filter(({ row }) => row.kind === "live")
    .reduce<JoinedHeapProfile | undefined>(
      (best, one) => (best === undefined || one.row.levelBytes > best.row.levelBytes ? one : best),
      undefined,
    );
  const all = profiles.findLast(({ row }) => row.kind === "all");
  return [highest, all].flatMap((one) => {
    if (one === undefined) return [];
    const { kind, intervalBytes } = one.row;
    return [{ profile: heapProfile(one, tree), kind, intervalBytes }];
  });
}

function heapProfile({ node, bytes }: JoinedHeapProfile, tree: CallTree): HeapProfile {
  const part = new TreePart(tree);
  const at = Array.from(node, (one) => part.node(one));
  const { frames, parent } = part.columns();
  const selfBytes = new Float64Array(frames.length);
  for (const [i, index] of at.entries()) selfBytes[index] = (selfBytes[index] as number) + (bytes[i] as number);
  return { frames, parent, ids: Float64Array.from(frames, (_, i) => i + 1), selfBytes, samples: node.length };
}

/** The nodes of a tree that a thread has, and those above them. */
class TreePart {
  readonly #tree: CallTree;
  readonly #index = new Map<number, number>([[0, 0]]);
  readonly #frames: RawFrame[];
  readonly #parent: number[] = [-1];
  readonly #raw = new Map<number, RawFrame>();
  readonly #extra = new Map<RawFrame, number>();

  constructor(tree: CallTree) {
    this.#tree = tree;
    this.#frames = [this.#frame(0)];
  }

  node(node: number): number {
    const missing: number[] = [];
    let at = node;
    for (; !this.#index.has(at); at = this.#tree.parent[at] as number) missing.push(at);
    let index = this.#index.get(at) as number;
    for (const one of missing.toReversed()) {
      this.#parent.push(index);
      index = this.#frames.push(this.#frame(one)) - 1;
      this.#index.set(one, index);
    }
    return index;
  }

  /** A node below the root that the tree doesn't have. */
  extra(frame: RawFrame): number {
    const known = this.#extra.get(frame);
    if (known !== undefined) return known;
    this.#parent.push(0);
    const index = this.#frames.push(frame) - 1;
    this.#extra.set(frame, index);
    return index;
  }

  columns(): Pick<CpuProfile, "frames" | "parent"> {
    return { frames: this.#frames, parent: Int32Array.from(this.#parent) };
  }

  #frame(node: number): RawFrame {
    const id = this.#tree.frame[node] as number;
    const known = this.#raw.get(id);
    if (known !== undefined) return known;
    const frame = rawFrame(this.#tree.frames[id] as Frame);
    this.#raw.set(id, frame);
    return frame;
  }
}

/** The probe's own file is of this machine, and tells nobody anything. */
function rawFrame({ name, url, line, column, deopt, kind }: Frame): RawFrame {
  return { name: name === "(anonymous)" ? "" : name, url: kind === "probe" ? "" : url, line, column, deopt };
}
