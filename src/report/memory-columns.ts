/**
 * The columns of the memory half: levels as steps, and what nearly follows from other columns as the difference to that,
 * so that an hour of readings every 20 ms fits into a page.
 */
import type { ByteReader, ByteWriter } from "./byte-columns.ts";
import type {
  CollectionColumns,
  HeapProfileColumns,
  MemoryView,
  ProcessMemoryColumns,
  ThreadMemoryColumns,
} from "./view-model.ts";

/** What goes into the JSON part. */
export function withoutColumns(memory: MemoryView) {
  return {
    ...memory,
    processes: memory.processes.map((process) => ({ ...process, samples: undefined })),
    threads: memory.threads.map((thread) => ({
      ...thread,
      samples: { spaces: thread.samples.spaces.map(({ name }) => ({ name })) },
      collections: undefined,
    })),
    heapProfiles: memory.heapProfiles.map((profile) => ({ ...profile, samples: undefined })),
  };
}

export function writeMemory(out: ByteWriter, { processes, threads, heapProfiles }: MemoryView): void {
  for (const { samples } of processes) {
    out.number(samples.atMs.length);
    for (const name of PROCESS_COLUMNS) out.levels(samples[name]);
  }
  for (const { samples, collections } of threads) {
    out.number(samples.atMs.length);
    for (const name of THREAD_COLUMNS) out.levels(samples[name]);
    for (const { used } of samples.spaces) out.levels(used);
    out.signed(differences(samples.heapUsed, sumOfSpaces(samples)));
    out.signed(differences(samples.allocated, rises(samples.heapUsed)));
    out.number(collections.atMs.length);
    for (const name of COLLECTION_COLUMNS) out.levels(collections[name]);
  }
  for (const { samples } of heapProfiles) {
    out.number(samples.node.length);
    out.levels(samples.node);
    out.column(samples.bytes);
    out.column(samples.objects);
  }
}

export function readMemory(input: ByteReader, memory: ReturnType<typeof withoutColumns>): MemoryView {
  // In the order in which they were written.
  const processes = memory.processes.map((process) => ({ ...process, samples: readProcess(input) }));
  const threads = memory.threads.map((thread) => ({
    ...thread,
    samples: readThread(input, thread.samples.spaces),
    collections: readCollections(input),
  }));
  const heapProfiles = memory.heapProfiles.map((profile) => ({ ...profile, samples: readHeapProfile(input) }));
  return { ...memory, processes, threads, heapProfiles };
}

const PROCESS_COLUMNS = ["atMs", "rss", "pss", "highWater", "file", "cpuPercent"] as const;
const THREAD_COLUMNS = ["atMs", "heapTotal", "external", "arrayBuffers", "malloced"] as const;
const COLLECTION_COLUMNS = ["atMs", "durationUs", "freed", "kind"] as const;

function readProcess(input: ByteReader): ProcessMemoryColumns {
  return columns(input, PROCESS_COLUMNS, input.number());
}

function readThread(input: ByteReader, spaces: readonly { readonly name: string }[]): ThreadMemoryColumns {
  const length = input.number();
  const figures = columns(input, THREAD_COLUMNS, length);
  const spacesUsed = spaces.map(({ name }) => ({ name, used: input.levels(length) }));
  const heapUsed = sums(input.signed(length), sumOfSpaces({ atMs: figures.atMs, spaces: spacesUsed }));
  const allocated = sums(input.signed(length), rises(heapUsed));
  return { ...figures, heapUsed, allocated, spaces: spacesUsed };
}

function readCollections(input: ByteReader): CollectionColumns {
  return columns(input, COLLECTION_COLUMNS, input.number());
}

function readHeapProfile(input: ByteReader): HeapProfileColumns {
  const length = input.number();
  const node = input.levels(length);
  const bytes = input.wideColumn(length);
  return { node, bytes, objects: input.wideColumn(length) };
}

function columns<Name extends string>(
  input: ByteReader,
  names: readonly Name[],
  length: number,
): Record<Name, Uint32Array> {
  return Object.fromEntries(names.map((name) => [name, input.levels(length)])) as Record<Name, Uint32Array>;
}

/** V8 counts what is used space by space. */
function sumOfSpaces({ atMs, spaces }: Pick<ThreadMemoryColumns, "atMs" | "spaces">): Float64Array {
  const sum = new Float64Array(atMs.length);
  for (const { used } of spaces) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (used[i] as number);
  return sum;
}

/** Between two collections the heap grows by what is allocated. */
function rises(levels: Uint32Array): Float64Array {
  const steps = new Float64Array(levels.length);
  for (let i = 1; i < steps.length; i++) steps[i] = Math.max(0, (levels[i] as number) - (levels[i - 1] as number));
  return steps;
}

function differences(values: Uint32Array, expected: Float64Array): Float64Array {
  return expected.map((one, i) => (values[i] as number) - one);
}

function sums(differences: Float64Array, expected: Float64Array): Uint32Array {
  return Uint32Array.from(differences, (one, i) => one + (expected[i] as number));
}
