import type { MemoryView } from "../../src/report/view-model.ts";

const EVERY_MS = 20;

/**
 * A program that allocates at changing rates: its young generation fills and is scavenged, its heap saws between 20 and
 * 80 MB, outside of it buffers come and go; all of it as noisy as readings are.
 */
export function sawtooth(rows: number): MemoryView {
  const random = lcg(7);
  const between = (low: number, high: number): number => Math.floor(low + (high - low) * random());
  const column = (): Uint32Array => new Uint32Array(rows);
  const process = {
    atMs: column(),
    rss: column(),
    pss: column(),
    highWater: column(),
    file: column(),
    cpuPercent: column(),
  };
  const heap = {
    heapUsed: column(),
    heapTotal: column(),
    external: column(),
    arrayBuffers: column(),
    malloced: column(),
  };
  const thread = { atMs: column(), allocated: column(), ...heap };
  const spaces = ["new_space", "old_space", "code_space", "large_object_space"].map((name) => ({
    name,
    used: column(),
  }));
  const collections: { atMs: number; durationUs: number; freed: number; kind: number }[] = [];
  let [at, rate, young, old, external, rest, highWater] = [0, 900, 0, 20_000, 3_000, 30_000, 0];
  for (let i = 0; i < rows; i++) {
    at += EVERY_MS + (random() < 0.15 ? between(-1, 4) : 0);
    if (random() < 0.01) rate = between(200, 2_800);
    const allocated = Math.floor(rate * (0.4 + 1.2 * random()));
    young += allocated;
    external = external > 18_000 ? 9_000 : Math.max(1_500, external + between(-57, 63));
    rest += between(-30, 31) - Math.round((rest - 30_000) / 400);
    if (young > 15_000) {
      const kept = Math.floor(young * (0.06 + 0.1 * random()));
      collections.push({ atMs: at, durationUs: between(600, 2_400), freed: young - kept, kind: 0 });
      old += Math.floor(kept * 0.6);
      young = Math.floor(kept * 0.4);
    }
    if (old > 62_000) {
      const left = between(16_000, 20_000);
      collections.push({ atMs: at, durationUs: between(8_000, 28_000), freed: old - left, kind: 1 });
      old = left;
    }
    const used = [young, old, 900 + Math.floor(i / 4_000), 1_200 + (random() < 0.02 ? 512 : 0)];
    spaces.forEach((space, s) => (space.used[i] = used[s] as number));
    thread.atMs[i] = at;
    process.atMs[i] = at + (random() < 0.3 ? 1 : 0);
    thread.allocated[i] = allocated;
    thread.heapUsed[i] = used.reduce((sum, one) => sum + one) + (random() < 0.3 ? 1 : 0);
    thread.heapTotal[i] = Math.ceil((old + 32_000) / 256) * 256;
    thread.external[i] = external;
    thread.arrayBuffers[i] = Math.floor(external * 0.8);
    thread.malloced[i] = between(600, 690);
    process.rss[i] = (thread.heapTotal[i] as number) + Math.floor(external * 0.7) + 41_000 + rest - 4 * between(0, 30);
    highWater = Math.max(highWater, process.rss[i] as number);
    process.highWater[i] = highWater;
    process.file[i] = 41_000;
    process.pss[i] = i % 50 === 0 ? (process.rss[i] as number) - 18_000 : 0;
    process.cpuPercent[i] = between(40, 110);
  }
  const top = process.rss.indexOf(highWater);
  const of = (name: "atMs" | "durationUs" | "freed" | "kind"): Uint32Array =>
    Uint32Array.from(collections, (one) => one[name]);
  const pid = 4711;
  return {
    intervalMs: EVERY_MS,
    processes: [
      {
        pid,
        label: "main process",
        isNode: true,
        startMs: 0,
        endMs: at,
        peakRssBytes: highWater * 1024,
        samples: process,
      },
    ],
    threads: [
      {
        label: "main",
        pid,
        thread: "main",
        peakHeapBytes: 84e6,
        allocatedBytes: 1.6e11,
        collectionMs: 34_000,
        samples: { ...thread, spaces },
        collections: { atMs: of("atMs"), durationUs: of("durationUs"), freed: of("freed"), kind: of("kind") },
        stalls: [],
      },
    ],
    peak: { atMs: process.atMs[top] as number, rssBytes: highWater * 1024 },
    peakParts: [],
    markers: [],
    growth: [],
    limits: [],
    heapProfiles: [],
    listed: null,
  };
}

/** The same noise every time. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
