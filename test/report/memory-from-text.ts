/**
 * Draws the memory half of a report as text: a reading every 100 ms, in MB of 1,000 KiB.
 *
 *     processes: { "main process": "60 80 120 90" }              RSS; one with brackets in its name is not Node
 *     threads:   { main: "10 20 40 15" }                         heap used; the heap itself is 10 larger, 5 are external
 *     profiles:  [{ thread: "main", at: 200, text: "main plan 3.5 12" }]     a line a stack: its MB (of 10^6), its objects
 */
import type { HeapProfileView, MemoryView, ProcessMemoryView, ThreadMemoryView } from "../../src/report/view-model.ts";
import type { Call, CodeFromText } from "./code-from-text.ts";

export interface MemoryText {
  readonly processes: Readonly<Record<string, string>>;
  readonly threads?: Readonly<Record<string, string>>;
  readonly profiles?: readonly ProfileText[];
  readonly changes?: Partial<MemoryView>;
}

interface ProfileText {
  readonly thread: string;
  readonly at: number;
  readonly text: string;
  readonly kind?: HeapProfileView["kind"];
  readonly from?: number;
  readonly reason?: string;
}

const EVERY_MS = 100;
const KIB_PER_MB = 1_000;

/** @returns finishes when all stacks of the report are known */
export function memoryFromText(text: MemoryText, code: CodeFromText): () => MemoryView {
  const processes = Object.entries(text.processes).map(([label, rss], i) => processFromText(label, 4711 + i, rss));
  const threads = Object.entries(text.threads ?? {}).map(([label, heap], i) => threadFromText(label, i, heap));
  const calls = (text.profiles ?? []).map((profile) =>
    profile.text
      .trim()
      .split("\n")
      .map((line) => row(line, code)),
  );
  const rows = Math.max(...processes.map(({ samples }) => samples.rss.length));
  const rssAt = (i: number): number => processes.reduce((sum, { samples }) => sum + (samples.rss[i] ?? 0), 0);
  const top = Array.from({ length: rows }, (_, i) => i).reduce((best, i) => (rssAt(i) > rssAt(best) ? i : best), 0);
  const peak = { atMs: top * EVERY_MS, rssBytes: rssAt(top) * 1024 };
  return () => {
    const profiles = (text.profiles ?? []).map((profile, i) => profileFromText(profile, calls[i] ?? [], threads));
    return {
      intervalMs: EVERY_MS,
      processes,
      threads,
      peak,
      peakParts: [
        { name: "V8 heap", bytes: peak.rssBytes / 2 },
        { name: "other", bytes: peak.rssBytes / 2 },
      ],
      markers: [],
      growth: [],
      limits: [],
      heapProfiles: profiles.sort((a, b) => a.atMs - b.atMs),
      listed: null,
      ...text.changes,
    };
  };
}

function processFromText(label: string, pid: number, text: string): ProcessMemoryView {
  const rss = megabytes(text);
  const atMs = rss.map((_, i) => i * EVERY_MS);
  return {
    pid,
    label,
    isNode: !label.includes("("),
    startMs: 0,
    endMs: atMs.at(-1) ?? 0,
    peakRssBytes: Math.max(...rss) * 1024,
    samples: {
      atMs,
      rss,
      pss: new Uint32Array(rss.length),
      highWater: rss.map((_, i) => Math.max(...rss.subarray(0, i + 1))),
      file: rss.map(() => 10 * KIB_PER_MB),
      cpuPercent: rss.map(() => 50),
    },
  };
}

/** Of the first process. */
function threadFromText(label: string, index: number, text: string): ThreadMemoryView {
  const heapUsed = megabytes(text);
  const none = new Uint32Array(heapUsed.length);
  return {
    label,
    pid: 4711,
    thread: index === 0 ? "main" : `worker-${index}`,
    peakHeapBytes: Math.max(...heapUsed) * 1024,
    allocatedBytes: null,
    collectionMs: 3,
    samples: {
      atMs: heapUsed.map((_, i) => i * EVERY_MS),
      heapUsed,
      heapTotal: heapUsed.map((kib) => kib + 10 * KIB_PER_MB),
      external: heapUsed.map(() => 5 * KIB_PER_MB),
      arrayBuffers: none,
      malloced: none,
      allocated: heapUsed.map(() => 2 * KIB_PER_MB),
      spaces: [{ name: "old_space", used: heapUsed }],
    },
    collections: {
      atMs: Uint32Array.of(EVERY_MS),
      durationUs: Uint32Array.of(3_000),
      freed: Uint32Array.of(4 * KIB_PER_MB),
      kind: Uint32Array.of(1),
    },
    stalls: [],
  };
}

interface Row {
  readonly call: Call;
  readonly bytes: number;
  readonly objects: number;
}

function row(line: string, code: CodeFromText): Row {
  const words = line.trim().split(/\s+/);
  return { call: code.call(words.slice(0, -2)), bytes: Number(words.at(-2)) * 1e6, objects: Number(words.at(-1)) };
}

function profileFromText(
  { thread, at, kind = "live", from = 0, reason = "regular" }: ProfileText,
  rows: readonly Row[],
  threads: readonly ThreadMemoryView[],
): HeapProfileView {
  return {
    thread: threads.findIndex(({ label }) => label === thread),
    atMs: at,
    kind,
    fromMs: from,
    reason,
    intervalBytes: 512 * 1024,
    samples: {
      node: Uint32Array.from(rows, ({ call }) => call.index),
      bytes: Float64Array.from(rows, ({ bytes }) => bytes),
      objects: Float64Array.from(rows, ({ objects }) => objects),
    },
  };
}

function megabytes(text: string): Uint32Array {
  return Uint32Array.from(text.trim().split(/\s+/), (mb) => Number(mb) * KIB_PER_MB);
}
