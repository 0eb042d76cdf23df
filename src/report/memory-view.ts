/** Memory analysis → what the report says. */
import type { BudgetResult } from "../analysis/budgets.ts";
import type { MemoryFacts } from "../analysis/findings/memory-facts.ts";
import { growthSentence } from "../analysis/memory/growth-words.ts";
import type { JoinedHeapProfile } from "../analysis/memory/heap-profiles.ts";
import type { ProcessTimeline } from "../analysis/memory/process-timeline.ts";
import type { ThreadGrowth } from "../analysis/memory/thread-growth.ts";
import type { ThreadHeap } from "../analysis/memory/thread-heap.ts";
import { bytes, percent, seconds } from "../analysis/words.ts";
import { HEAP_ROW_SPACES, type HeapRow, type ProcessMemoryRow, UNWATCHED } from "../run/records.ts";
import type { RecordedThread } from "../run/read-run.ts";
import type {
  CollectionColumns,
  Fact,
  GrowthView,
  HeapProfileView,
  MarkerView,
  MemoryView,
  ProcessMemoryColumns,
  ProcessMemoryView,
  ThreadMemoryColumns,
  ThreadMemoryView,
} from "./view-model.ts";

/** Functions that the page lists; all others are still in its graph. */
const LISTED_SITES = 2_000;
const LISTED_STALLS = 10;
const KIB = 1024;

export function memoryView(facts: MemoryFacts, budgets: readonly BudgetResult[]): MemoryView {
  const { memory, run, live } = facts;
  const { startUs } = run.manifest;
  const tracks = run.processes.flatMap((process) => process.threads);
  const threads = tracks.map((track, index) => threadView(track, memory.threads[index], facts));
  return {
    ...(run.manifest.imported === undefined ? {} : { momentary: true as const }),
    intervalMs: memory.settings.intervalMs,
    processes: memory.processes.map((process) => processView(process, facts)),
    threads,
    peak: { atMs: fromStart(memory.peak?.atUs ?? startUs, startUs), rssBytes: memory.peak?.rssBytes ?? 0 },
    peakParts: memory.peakParts.parts,
    markers: markers(facts),
    growth: memory.growth.map((growth) => growthView(growth, facts.nameOf(growth.thread))),
    ...(facts.growers === undefined
      ? {}
      : {
          growers: facts.growers.map((grower) => ({
            class: grower.class,
            file: facts.fileOf(grower.script),
            line: grower.line,
            countPerIteration: grower.countPerIteration,
            bytesPerIteration: grower.bytesPerIteration,
            path: grower.retainingPath.join(" → "),
          })),
        }),
    limits: budgets.flatMap(({ metric, limit }) => {
      const quantity = metric === "memory.peak" ? "rss" : metric === "memory.heap_peak" ? "heap" : undefined;
      return quantity === undefined ? [] : [{ label: `${metric} ≤ ${bytes(limit)}`, quantity, bytes: limit }];
    }),
    heapProfiles: memory.profiles.map((profile) => heapProfileView(profile, startUs)),
    listed:
      live === undefined
        ? null
        : { profile: live.profile, sites: live.sites.slice(0, LISTED_SITES).map(withoutObjects) },
  };
}

function withoutObjects<T extends object>(site: T): T & { selfObjects: number } {
  return { ...site, selfObjects: 0 };
}

function fromStart(us: number, startUs: number): number {
  return Math.max(0, Math.round((us - startUs) / 1000));
}

function processView(process: ProcessTimeline, { run }: MemoryFacts): ProcessMemoryView {
  const { pid, name, node, rows, peakRssBytes } = process;
  const { startUs, target } = run.manifest;
  return {
    pid,
    label: pid === target?.pid ? "main process" : node === undefined ? `child ${pid} (${name})` : `child ${pid}`,
    isNode: node !== undefined,
    startMs: fromStart(process.startUs, startUs),
    endMs: fromStart(process.endUs, startUs),
    peakRssBytes,
    samples: processColumns(rows, startUs),
  };
}

function processColumns(rows: readonly ProcessMemoryRow[], startUs: number): ProcessMemoryColumns {
  const column = (at: 2 | 3 | 4 | 7): Uint32Array => Uint32Array.from(rows, (row) => row[at]);
  return {
    atMs: Uint32Array.from(rows, ([t]) => fromStart(t, startUs)),
    rss: column(2),
    pss: column(7),
    highWater: column(3),
    file: column(4),
    cpuPercent: Uint32Array.from(rows, ([t, , , , , , cpuMs], i) => {
      const [before, , , , , , cpuBefore] = rows[i - 1] ?? [t, 0, 0, 0, 0, 0, cpuMs];
      return t === before ? 0 : Math.max(0, Math.round((100_000 * (cpuMs - cpuBefore)) / (t - before)));
    }),
  };
}

function threadView(track: RecordedThread, thread: ThreadHeap | undefined, facts: MemoryFacts): ThreadMemoryView {
  const { startUs } = facts.run.manifest;
  return {
    label: facts.labelOf(track),
    pid: track.pid,
    thread: track.thread,
    peakHeapBytes: thread?.peakHeapBytes ?? 0,
    allocatedBytes: thread?.allocatedBytes ?? null,
    collectionMs: thread?.collectionMs ?? 0,
    samples: threadColumns(thread, startUs),
    collections: collectionColumns(thread, startUs),
    stalls: (thread?.stalls ?? []).slice(0, LISTED_STALLS).map((stall) => ({
      startMs: fromStart(stall.startUs, startUs),
      ms: (stall.endUs - stall.startUs) / 1000,
    })),
  };
}

function threadColumns(thread: ThreadHeap | undefined, startUs: number): ThreadMemoryColumns {
  const rows = thread?.memory.heap ?? [];
  const kib = (of: (row: HeapRow) => number): Uint32Array => Uint32Array.from(rows, (row) => Math.round(of(row) / KIB));
  const spaces = thread?.memory.spaces ?? [];
  return {
    atMs: Uint32Array.from(rows, ([t]) => fromStart(t, startUs)),
    heapUsed: kib(([, used]) => used),
    heapTotal: kib(([, , , physical]) => physical),
    external: kib(([, , , , external]) => external),
    arrayBuffers: kib(([, , , , , arrayBuffers]) => arrayBuffers),
    malloced: kib(([, , , , , , malloced]) => malloced),
    allocated: Uint32Array.from(rows, (row, i) =>
      Math.max(0, Math.round((row[8] - (rows[i - 1]?.[8] ?? row[8])) / KIB)),
    ),
    spaces: spaces
      .map((name, space) => ({ name, used: kib((row) => row[HEAP_ROW_SPACES + space] ?? 0) }))
      .filter(({ used }) => used.some((value) => value > 0)),
  };
}

function collectionColumns(thread: ThreadHeap | undefined, startUs: number): CollectionColumns {
  const rows = (thread?.memory.collections ?? []).filter(([, , kind]) => kind !== UNWATCHED);
  return {
    // When exactly is not told: between two readings.
    atMs: Uint32Array.from(rows, ([from, to]) => fromStart((from + to) / 2, startUs)),
    durationUs: Uint32Array.from(rows, ([, , , us]) => us),
    freed: Uint32Array.from(rows, ([, , , , before, after]) => Math.max(0, Math.round((before - after) / KIB))),
    kind: Uint32Array.from(rows, ([, , kind]) => kind),
  };
}

function growthView(judged: ThreadGrowth, thread: string): GrowthView {
  const { quantity, per, growth, levels } = judged;
  return {
    quantity,
    thread,
    unit: quantity === "handles" ? "1" : "B",
    per,
    verdict: growth.verdict,
    sentence: growthSentence(judged, thread),
    slope: growth.slope,
    intercept: growth.intercept,
    judgedFrom: growth.judgedFrom,
    points: levels.map(({ x, bytes: y }) => ({ x, y })),
  };
}

function heapProfileView({ thread, row, node, bytes: sizes }: JoinedHeapProfile, startUs: number): HeapProfileView {
  return {
    thread,
    atMs: fromStart(row.t, startUs),
    kind: row.kind === "live" ? "live" : "allocated",
    fromMs: fromStart(row.from, startUs),
    reason: row.reason,
    intervalBytes: row.intervalBytes,
    samples: { node, bytes: sizes.map(Math.round), objects: new Float64Array(node.length) },
  };
}

function markers({ memory, run, nameOf }: MemoryFacts): MarkerView[] {
  const { startUs, target } = run.manifest;
  const found: MarkerView[] = [];
  const at = (us: number, kind: MarkerView["kind"], label: string): void => {
    found.push({ atMs: fromStart(us, startUs), kind, label });
  };
  if (memory.peak !== null) at(memory.peak.atUs, "peak", `peak, ${bytes(memory.peak.rssBytes)}`);
  for (const { pid, name, startUs: start, endUs } of memory.processes) {
    if (pid === target?.pid) continue;
    at(start, "start", `${name} ${pid} starts`);
    at(endUs, "end", `${name} ${pid} ends`);
  }
  for (const thread of memory.threads) {
    if (thread === undefined) continue;
    if (thread.track.record.threadId !== 0) {
      at(thread.track.record.startUs, "start", `${nameOf(thread)} starts`);
      if (thread.track.end !== undefined) at(thread.track.end.endUs, "end", `${nameOf(thread)} ends`);
    }
    for (const [, , , , , , , iteration, , end] of thread.memory.levels) {
      if (iteration > 0) at(end, "iteration", `iteration ${iteration}`);
    }
  }
  return found.sort((a, b) => a.atMs - b.atMs);
}

/** The figures at the top of the page. */
export function memoryFigures({ memory, run }: MemoryFacts): Fact[] {
  const known = memory.threads.filter((thread) => thread !== undefined);
  const most = (of: (thread: ThreadHeap) => number): number =>
    known.reduce((peak, thread) => Math.max(peak, of(thread)), 0);
  const wallMs = run.manifest.target?.wallMs ?? 0;
  const allocated = known.reduce((sum, { allocatedBytes }) => sum + allocatedBytes, 0);
  const collectionMs = known.reduce((sum, thread) => sum + thread.collectionMs, 0);
  const { operations, peak, overall } = memory;
  return [
    ...(peak === null
      ? []
      : [
          {
            value: bytes(peak.rssBytes),
            label: `peak RSS, after ${seconds((peak.atUs - run.manifest.startUs) / 1000)}`,
          },
        ]),
    ...(known.length === 0
      ? []
      : [
          { value: bytes(most((thread) => thread.peakHeapBytes)), label: "peak V8 heap of a thread" },
          { value: bytes(most((thread) => thread.peakExternalBytes)), label: "peak memory outside the V8 heap" },
          operations === undefined
            ? { value: bytes(allocated), label: `allocated in ${seconds(wallMs)}` }
            : { value: bytes(operations.allocatedBytes), label: "allocated an iteration" },
          {
            value: percent(wallMs === 0 ? 0 : (100 * collectionMs) / wallMs),
            label: "of the time in garbage collection",
          },
        ]),
    {
      value: overall?.growth.verdict ?? "unknown",
      label: overall === undefined ? "growth" : `growth per ${overall.per}`,
    },
  ];
}
