/** `swarmprof import`: profiles of other tools become a run, which all other verbs read. */
import { readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { SwarmprofError } from "../errors.ts";
import type { CollapsedUnit } from "../formats/collapsed.ts";
import { encodeHeapProfile } from "../formats/heapprofile.ts";
import { type InputFile, openInput } from "../formats/input-file.ts";
import { cpuProfileText } from "../formats/write-cpuprofile.ts";
import { type ReadProfiles, readProfiles } from "../formats/recognise.ts";
import { environmentFingerprint } from "../run/environment.ts";
import { benchFolder, runDir } from "../run/layout.ts";
import { writeManifest } from "../run/manifest.ts";
import type { ThreadProfiles } from "../run/profile-set.ts";
import { type ImportedFrom, RUN_SCHEMA, type RunManifest } from "../run/records.ts";
import { newRunId } from "../run/run-id.ts";
import { writeImported } from "../run/write-imported.ts";
import { packageVersion } from "./package-files.ts";
import { type RunReport, reportRun, reportsFolder } from "./report-run.ts";

export interface ImportOptions {
  readonly files: readonly string[];
  readonly name: string | undefined;
  readonly out: string | undefined;
  /** What collapsed stacks count. */
  readonly unit: CollapsedUnit;
  readonly commandLine: readonly string[];
}

/** @throws SwarmprofError where a file is none of the formats, or nothing can be written */
export function importFiles(options: ImportOptions): RunReport {
  const read = options.files.flatMap((file) => readFileOrFolder(file, options.unit));
  const threads = withOwnNames(joined(read.flatMap(threadsOf)));
  const imported = importedFrom(read);
  const bench = options.name ?? basename(resolve(options.files[0] ?? ""));
  const now = new Date();
  const id = newRunId(now);
  const dir = runDir(resolve(options.out ?? "."), benchFolder(bench), id);
  const startUs = threads.reduce(
    (first, { time }) => Math.min(first, time?.profile.startUs ?? 0),
    Number.POSITIVE_INFINITY,
  );
  writeManifest(dir, manifestOf({ id, bench, now, startUs, threads, imported, command: options.commandLine }));
  writeImported(
    dir,
    threads.map(({ pid, name, time, heaps }) => ({
      pid,
      name,
      startUs: time?.profile.startUs ?? startUs,
      cpu: time === undefined ? undefined : cpuProfileText(time.profile),
      heaps: heaps.map(({ profile, kind, intervalBytes }) => ({
        text: encodeHeapProfile(profile),
        kind,
        intervalBytes,
      })),
    })),
  );
  return reportRun(dir, reportsFolder(options.out));
}

interface ReadFile extends ReadProfiles {
  readonly file: InputFile;
}

function readFileOrFolder(path: string, unit: CollapsedUnit): ReadFile[] {
  if (!isFolder(path)) return [readOne(path, unit)];
  const files = filesBelow(path);
  const read = files.flatMap((file): ReadFile[] => {
    try {
      return [readOne(file, unit)];
    } catch (error) {
      // A folder of clinic or 0x has pages and scripts beside its profiles.
      if (error instanceof SwarmprofError && error.code === "PROFILE_UNREADABLE") return [];
      throw error;
    }
  });
  if (read.length > 0) return read;
  throw new SwarmprofError(
    "PROFILE_UNREADABLE",
    `Of the ${files.length} files in ${path} none is a profile. Formats: swarmprof import --help`,
  );
}

function readOne(path: string, unit: CollapsedUnit): ReadFile {
  let file: InputFile;
  try {
    file = openInput(path);
  } catch (cause) {
    throw new SwarmprofError(
      "PROFILE_UNREADABLE",
      `Can't read ${path}: ${cause instanceof Error ? cause.message : ""}`,
      {
        cause,
      },
    );
  }
  const named = cpuProfilePid(path);
  const { format, profiles } = readProfiles(file, unit);
  const threads = profiles.threads.map((thread) =>
    thread.pid === 0 && thread.name === "" ? { ...thread, ...named } : thread,
  );
  return { file, format, profiles: { ...profiles, threads } };
}

/** Node says in the name of a file what isn't in it: `CPU.20261123.081728.4711.0.001.cpuprofile` is of process 4711. */
function cpuProfilePid(path: string): { pid: number; name: string } {
  const [, pid = "0", thread = "0"] = /^(?:CPU|Heap)\.\d{8}\.\d{6}\.(\d+)\.(\d+)\.\d+\./.exec(basename(path)) ?? [];
  return { pid: Number(pid), name: thread === "0" ? "" : `thread ${thread}` };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (cause) {
    throw new SwarmprofError("PROFILE_UNREADABLE", `No such file: ${path}`, { cause });
  }
}

const DEEPEST = 2;

function filesBelow(folder: string, depth = 0): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      return entry.isDirectory() && depth < DEEPEST ? filesBelow(path, depth + 1) : [];
    });
}

/** Of several files without a pid each is a process of its own. */
function threadsOf({ profiles }: ReadFile, index: number, all: readonly ReadFile[]): ThreadProfiles[] {
  return profiles.threads.map((thread) =>
    thread.pid === 0 && all.length > 1 ? { ...thread, pid: index + 1 } : thread,
  );
}

/** Time and memory of one thread may stand apart, as in what speedscope reads. */
function joined(threads: readonly ThreadProfiles[]): ThreadProfiles[] {
  const known: ThreadProfiles[] = [];
  for (const thread of threads) {
    const at = known.findIndex(
      ({ pid, name, time }) =>
        pid === thread.pid && name === thread.name && (time === undefined || thread.time === undefined),
    );
    const same = known[at];
    if (same === undefined) known.push(thread);
    else known[at] = { ...same, time: same.time ?? thread.time, heaps: [...same.heaps, ...thread.heaps] };
  }
  return known;
}

/** Threads of one process may have the same name. */
function withOwnNames(threads: readonly ThreadProfiles[]): ThreadProfiles[] {
  const counts = new Map<string, number>();
  return threads.map((thread) => {
    const { pid, name } = thread;
    const count = (counts.get(`${pid} ${name}`) ?? 0) + 1;
    counts.set(`${pid} ${name}`, count);
    return name === "" || count === 1 ? thread : { ...thread, name: `${name} #${count}` };
  });
}

function importedFrom(read: readonly ReadFile[]): ImportedFrom {
  const times = read.flatMap(({ profiles }) => profiles.threads.flatMap(({ time }) => time ?? []));
  const units = new Set(times.map(({ unit }) => unit));
  if (units.size > 1) {
    throw new SwarmprofError(
      "BAD_USAGE",
      "Some of these files have times, others counts of samples. Import them one by one",
    );
  }
  return {
    files: read.map(({ file, format, profiles: { tool } }) => ({
      name: basename(file.name),
      format,
      tool,
      bytes: file.bytes,
    })),
    unit: units.has("samples") ? "samples" : "us",
    inOrder: times.every(({ inOrder }) => inOrder),
  };
}

interface Imported {
  readonly id: string;
  readonly bench: string;
  readonly now: Date;
  readonly startUs: number;
  readonly threads: readonly ThreadProfiles[];
  readonly imported: ImportedFrom;
  readonly command: readonly string[];
}

function manifestOf({ id, bench, now, startUs, threads, imported, command }: Imported): RunManifest {
  const hasHeap = threads.some(({ heaps }) => heaps.length > 0);
  const [interval = 0] = threads.flatMap(({ heaps }) => heaps.map(({ intervalBytes }) => intervalBytes));
  return {
    schema: RUN_SCHEMA,
    id,
    verb: "import",
    bench,
    command,
    startedAt: now.toISOString(),
    startUs,
    ...(threads.some(({ time }) => time !== undefined) ? { cpu: { intervalUs: 0 } } : {}),
    ...(hasHeap
      ? {
          memory: {
            intervalMs: 0,
            heapIntervalBytes: interval,
            allocations: "live" as const,
            forcedCollections: false,
            repeat: 0,
            warmup: 0,
          },
        }
      : {}),
    status: "complete",
    environment: environmentFingerprint(packageVersion()),
    imported,
  };
}
