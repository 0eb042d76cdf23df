/** The `memory` section of the `--json` document. Sizes are bytes, times ms. */
import type { AgentAnalysis } from "../analysis/agents/agent.ts";
import type { MemoryFacts } from "../analysis/findings/memory-facts.ts";
import { growthSentence } from "../analysis/memory/growth-words.ts";
import type { ThreadGrowth } from "../analysis/memory/thread-growth.ts";
import type { ThreadHeap } from "../analysis/memory/thread-heap.ts";
import { type MemoryAgentsResult, memoryAgentsResult } from "./agents-result.ts";
import { round } from "./round.ts";

/** Functions in the document at most. */
const LISTED = 100;

/** Without agents in the program, nothing is said of them. */
export interface MemoryResult extends Partial<MemoryAgentsResult> {
  /** The highest sum of the RSS of all processes; null where the system tells none. */
  readonly peakRssBytes: number | null;
  /** The highest V8 heap of a thread; null where no thread was recorded. */
  readonly peakHeapBytes: number | null;
  readonly peakExternalBytes: number | null;
  /** Between two readings of a process. */
  readonly longestGapMs: number | null;
  /** Between two readings of a V8 heap. */
  readonly longestHeapGapMs: number | null;
  readonly intervalMs: number;
  /** What the peak consists of; the parts add up to it. */
  readonly parts: readonly { name: string; bytes: number }[];
  readonly growth: GrowthResult;
  /** The same of each thread and quantity. */
  readonly growthBy: readonly GrowthByResult[];
  readonly growthSites: readonly SiteResult[];
  /** Classes that grow, by heap snapshots after three iterations; null where there are none. */
  readonly growers: readonly GrowerResult[] | null;
  /** Heap snapshots that were asked for; absent where none was. */
  readonly snapshots?: readonly SnapshotResult[];
  readonly allocatedBytes: number | null;
  readonly bytesPerOp: number | null;
  readonly collectionPercent: number | null;
  readonly live: {
    readonly atMs: number;
    readonly totalBytes: number;
    /** Bytes that one sample stands for. */
    readonly intervalBytes: number;
    readonly sites: readonly SiteResult[];
  } | null;
  readonly processes: readonly ProcessResult[];
  readonly threads: readonly ThreadResult[];
  /** What swarmprof itself takes, in all processes. */
  readonly probe: { readonly rssBytes: number };
}

interface GrowthResult {
  readonly verdict: "leak" | "flat" | "inconclusive";
  /** Why there is no other verdict. */
  readonly reason: string;
  /** null where the program has no iterations, or too few. */
  readonly bytesPerIteration: Interval | null;
  /** null where the program has iterations. */
  readonly bytesPerSecond: Interval | null;
  readonly iterations: number;
}

interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

interface GrowthByResult extends GrowthResult {
  readonly thread: string;
  readonly quantity: string;
  readonly sentence: string;
}

interface SiteResult {
  readonly function: string;
  readonly file: string;
  readonly line: number | null;
  readonly bytes: number;
}

interface GrowerResult {
  readonly class: string;
  /** Where its constructor is; "" for a class that is not the program's. */
  readonly file: string;
  readonly line: number | null;
  readonly countPerIteration: number;
  readonly bytesPerIteration: number;
  readonly retainingPath: readonly string[];
}

interface SnapshotResult {
  readonly thread: string;
  /** null where there was not memory enough to take one. */
  readonly file: string | null;
  readonly atMs: number;
  readonly tookMs: number;
  readonly reason: "end" | "peak";
  /** What V8 needs on top while it takes one, about, and what was free. */
  readonly neededBytes: number;
  readonly freeBytes: number;
}

interface ProcessResult {
  readonly pid: number;
  readonly name: string;
  readonly isNode: boolean;
  readonly peakRssBytes: number;
  readonly startMs: number;
  readonly endMs: number;
}

interface ThreadResult {
  readonly pid: number;
  readonly thread: string;
  readonly name: string;
  readonly label: string;
  readonly peakHeapBytes: number;
  readonly peakExternalBytes: number;
  readonly allocatedBytes: number;
  readonly collections: number;
  readonly collectionMs: number;
  readonly longestGapMs: number;
  readonly longestStallMs: number;
}

export function memoryResult(facts: MemoryFacts, agents: AgentAnalysis | undefined): MemoryResult {
  const { memory, run, live } = facts;
  const known = memory.threads.filter((thread) => thread !== undefined);
  const most = (of: (thread: ThreadHeap) => number): number | null =>
    known.length === 0 ? null : Math.max(...known.map(of));
  const wallMs = run.manifest.target?.wallMs;
  const fromStart = (us: number): number => round(Math.max(0, us - run.manifest.startUs) / 1000);
  const profile = live === undefined ? undefined : memory.profiles[live.profile];
  return {
    peakRssBytes: memory.peak?.rssBytes ?? null,
    peakHeapBytes: most(({ peakHeapBytes }) => peakHeapBytes),
    peakExternalBytes: most(({ peakExternalBytes }) => peakExternalBytes),
    longestGapMs: memory.longestGapMs === null ? null : round(memory.longestGapMs),
    longestHeapGapMs: most(({ longestGapMs }) => round(longestGapMs)),
    intervalMs: memory.settings.intervalMs,
    parts: memory.peakParts.parts.map(({ name, bytes }) => ({ name, bytes })),
    growth: growthResult(memory.overall),
    growthBy: memory.growth.map((growth) => ({
      thread: facts.nameOf(growth.thread),
      quantity: growth.quantity,
      ...growthResult(growth),
      sentence: growthSentence(growth, facts.nameOf(growth.thread)),
    })),
    growthSites: memory.growthSites.slice(0, LISTED).map(({ frame, bytes }) => siteResult(frame, bytes, facts)),
    growers:
      facts.growers?.map(({ script, line, countPerIteration, bytesPerIteration, retainingPath, class: name }) => ({
        class: name,
        file: facts.fileOf(script),
        line: line || null,
        countPerIteration: round(countPerIteration),
        bytesPerIteration: round(bytesPerIteration),
        retainingPath,
      })) ?? null,
    ...(memory.settings.keep === undefined ? {} : { snapshots: snapshotResults(facts, fromStart) }),
    allocatedBytes: known.length === 0 ? null : known.reduce((sum, { allocatedBytes }) => sum + allocatedBytes, 0),
    bytesPerOp: memory.operations === undefined ? null : round(memory.operations.allocatedBytes),
    collectionPercent:
      known.length === 0 || wallMs === undefined || wallMs === 0
        ? null
        : round((100 * known.reduce((sum, { collectionMs }) => sum + collectionMs, 0)) / wallMs),
    live:
      live === undefined || profile === undefined
        ? null
        : {
            atMs: fromStart(profile.row.t),
            totalBytes: Math.round(live.totalBytes),
            intervalBytes: profile.row.intervalBytes,
            sites: live.sites.slice(0, LISTED).map(({ frame, selfBytes }) => siteResult(frame, selfBytes, facts)),
          },
    processes: memory.processes.map(({ pid, name, node, peakRssBytes, startUs, endUs }) => ({
      pid,
      name,
      isNode: node !== undefined,
      peakRssBytes,
      startMs: fromStart(startUs),
      endMs: fromStart(endUs),
    })),
    threads: known.map((thread) => threadResult(thread, facts)),
    probe: { rssBytes: memory.probeBytes },
    ...(agents === undefined ? {} : memoryAgentsResult(agents, run.manifest.startUs)),
  };
}

/** The last of each thread: a later one replaces those before. */
function snapshotResults({ run, labelOf, pathOf }: MemoryFacts, fromStart: (us: number) => number): SnapshotResult[] {
  const tracks = run.processes.flatMap(({ threads }) => threads);
  return tracks.flatMap((track) => {
    const taken = track.keptSnapshots.filter(({ file }) => file !== "").at(-1) ?? track.keptSnapshots.at(-1);
    if (taken === undefined) return [];
    const { file, t, tookUs, reason, neededBytes, freeBytes } = taken;
    const path = file === "" ? null : pathOf(file);
    const tookMs = round(tookUs / 1000);
    return [{ thread: labelOf(track), file: path, atMs: fromStart(t), tookMs, reason, neededBytes, freeBytes }];
  });
}

function growthResult(growth: ThreadGrowth | undefined): GrowthResult {
  if (growth === undefined) {
    return { verdict: "inconclusive", reason: "too-few", bytesPerIteration: null, bytesPerSecond: null, iterations: 0 };
  }
  const { slope, verdict, reason } = growth.growth;
  const interval =
    slope === null ? null : { estimate: round(slope.estimate), low: round(slope.low), high: round(slope.high) };
  return {
    verdict,
    reason,
    bytesPerIteration: growth.per === "iteration" ? interval : null,
    bytesPerSecond: growth.per === "second" ? interval : null,
    iterations: growth.per === "iteration" ? (growth.levels.at(-1)?.x ?? 0) : 0,
  };
}

function siteResult(index: number, bytes: number, { tree, place }: MemoryFacts): SiteResult {
  const frame = tree.frames[index];
  return {
    function: frame?.name ?? "",
    file: frame === undefined ? "" : place(frame),
    line: frame?.line || null,
    bytes: Math.round(bytes),
  };
}

function threadResult(thread: ThreadHeap, { nameOf }: MemoryFacts): ThreadResult {
  const [stall] = thread.stalls;
  return {
    pid: thread.track.pid,
    thread: thread.track.thread,
    name: thread.track.name,
    label: nameOf(thread),
    peakHeapBytes: thread.peakHeapBytes,
    peakExternalBytes: thread.peakExternalBytes,
    allocatedBytes: thread.allocatedBytes,
    collections: thread.collections,
    collectionMs: round(thread.collectionMs),
    longestGapMs: round(thread.longestGapMs),
    longestStallMs: stall === undefined ? 0 : round((stall.endUs - stall.startUs) / 1000),
  };
}
