/** `swarmprof export`: a run in the formats of other tools. */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { profilesOfRun } from "../analysis/profiles-of-run.ts";
import { bytes, seconds } from "../analysis/words.ts";
import { SwarmprofError } from "../errors.ts";
import { encodeCollapsed } from "../formats/collapsed.ts";
import { encodePprof } from "../formats/encode-pprof.ts";
import { encodeFirefox } from "../formats/firefox.ts";
import { encodeHeapProfile } from "../formats/heapprofile.ts";
import { encodeSpeedscope } from "../formats/speedscope.ts";
import { STACK_WEIGHTS, type StackWeight, weightedStacks, weightsOf } from "../formats/weighted-stacks.ts";
import { cpuProfileText } from "../formats/write-cpuprofile.ts";
import { csvTables } from "../report/csv-tables.ts";
import { flamegraphSvg } from "../report/flamegraph-svg.ts";
import { type FoundRun, findRun } from "../run/find-run.ts";
import { benchFolder } from "../run/layout.ts";
import type { ProfileSet } from "../run/profile-set.ts";
import { type Run, readRun } from "../run/read-run.ts";
import { analyseWithSources, runDocument } from "./report-run.ts";

export const EXPORT_FORMATS = [
  "cpuprofile",
  "heapprofile",
  "speedscope",
  "pprof",
  "collapsed",
  "firefox",
  "csv",
  "svg",
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_WEIGHTS = STACK_WEIGHTS;

export interface ExportOptions {
  /** Folder, id or bench of the run; undefined for the newest. */
  readonly run: string | undefined;
  readonly to: ExportFormat;
  /** A file, or a folder where there are several; undefined: in the working directory. */
  readonly out: string | undefined;
  readonly stdout: boolean;
  /** Of formats that have one number a stack. */
  readonly weight: StackWeight | undefined;
}

interface ExportedFile {
  /** What tells it from the others, "" where it is the only one. */
  readonly part: string;
  readonly content: string | Uint8Array;
}

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  cpuprofile: ".cpuprofile",
  heapprofile: ".heapprofile",
  speedscope: ".speedscope.json",
  pprof: ".pb.gz",
  collapsed: ".folded",
  firefox: ".firefox.json",
  csv: ".csv",
  svg: ".svg",
};

/**
 * @param write to stdout
 * @returns paths of what was written, relative to the working directory
 * @throws SwarmprofError
 */
export function exportRun(options: ExportOptions, write: (content: string | Uint8Array) => void): string[] {
  const found = findRun(process.cwd(), options.run);
  if (found.isOfBenches) {
    const message = `${found.id} is a run of benches, which has no profiles. Its figures: swarmprof report ${found.id} --json`;
    throw new SwarmprofError("NOTHING_RECORDED", message);
  }
  const files = encode(found, options);
  if (!options.stdout) return writeFiles(files, found, options);
  const [file] = files;
  if (files.length > 1 || file === undefined) {
    throw new SwarmprofError("BAD_USAGE", `${options.to} of this run is ${files.length} files: leave out --stdout`);
  }
  write(file.content);
  return [];
}

function encode(found: FoundRun, { to, weight }: ExportOptions): ExportedFile[] {
  if (to === "csv") return csvTables(runDocument(found.dir)).map(({ name, text }) => ({ part: name, content: text }));
  const run = readRun(found.dir);
  const set = profilesOfRun(run, analyseWithSources(run));
  if (set.threads.length === 0) throw nothingIn(run, to);
  switch (to) {
    case "cpuprofile":
      return perThread(run, to, set, ({ time }) => (time === undefined ? [] : [["", cpuProfileText(time.profile)]]));
    case "heapprofile":
      return perThread(run, to, set, ({ heaps }) =>
        heaps.map(({ profile, kind }) => [kind === "live" ? "" : "allocated", encodeHeapProfile(profile)]),
      );
    case "speedscope":
      return [{ part: "", content: encodeSpeedscope(set, run.manifest.bench, set.tool) }];
    case "pprof":
      return [{ part: "", content: gzipSync(encodePprof(set, startedAt(run), set.tool)) }];
    case "firefox":
      return [{ part: "", content: encodeFirefox(set, startedAt(run), run.manifest.bench) }];
    case "collapsed":
      return [{ part: "", content: encodeCollapsed(weightedStacks(set, chosen(set, weight))) }];
    case "svg":
      return [{ part: "", content: svg(set, run, chosen(set, weight)) }];
  }
}

function startedAt({ manifest }: Run): number {
  return Date.parse(manifest.startedAt) || 0;
}

function perThread(
  run: Run,
  to: ExportFormat,
  { threads }: ProfileSet,
  filesOf: (thread: ProfileSet["threads"][number]) => [part: string, content: string][],
): ExportedFile[] {
  const files = threads.flatMap((thread) =>
    filesOf(thread).map(([part, content]) => ({
      part: [benchFolder(thread.name), part].filter(Boolean).join("-"),
      content,
    })),
  );
  if (files.length === 0) throw nothingIn(run, to);
  const [first] = files;
  return files.length === 1 && first !== undefined ? [{ ...first, part: "" }] : uniquely(files);
}

function uniquely(files: readonly ExportedFile[]): ExportedFile[] {
  return files.map((file, i) => {
    const before = files.slice(0, i).filter(({ part }) => part === file.part).length;
    return before === 0 ? file : { ...file, part: `${file.part}-${before + 1}` };
  });
}

function chosen(set: ProfileSet, asked: StackWeight | undefined): StackWeight {
  const there = weightsOf(set);
  const weight = asked ?? there[0];
  if (weight !== undefined && there.includes(weight)) return weight;
  throw new SwarmprofError(
    "BAD_USAGE",
    `The run has no ${String(weight)}, but ${there.join(", ")}: --weight takes one of these`,
  );
}

function svg(set: ProfileSet, run: Run, weight: StackWeight): string {
  const isMemory = weight === "live" || weight === "allocated";
  const counts = run.manifest.imported?.unit === "samples";
  const amount = (value: number): string =>
    isMemory ? bytes(value) : counts ? `${Math.round(value)} samples` : seconds(value / 1000);
  const what = {
    cpu: counts ? "samples" : "CPU time",
    wall: "wall time",
    live: "live memory",
    allocated: "memory allocated",
  };
  return flamegraphSvg(weightedStacks(set, weight), { title: `${run.manifest.bench}: ${what[weight]}`, amount });
}

function nothingIn({ manifest }: Run, to: ExportFormat): SwarmprofError {
  const how = to === "heapprofile" ? "swarmprof mem" : "swarmprof cpu";
  return new SwarmprofError(
    "NOTHING_RECORDED",
    `${manifest.bench} has nothing for ${to} in it. Record it with: ${how}`,
  );
}

function writeFiles(files: readonly ExportedFile[], { bench, id }: FoundRun, { to, out }: ExportOptions): string[] {
  const name = `${bench}-${id}`;
  const extension = EXTENSIONS[to];
  const several = files.length > 1;
  const paths = files.map(({ part }) => {
    if (!several)
      return out === undefined ? `${name}${extension}` : isFolderName(out) ? join(out, `${name}${extension}`) : out;
    return join(out ?? `${name}${extension}`, `${part}${extension}`);
  });
  for (const [i, { content }] of files.entries()) writeOne(paths[i] as string, content);
  return paths.map((path) => relative(process.cwd(), path));
}

function isFolderName(out: string): boolean {
  return /[\\/]$/.test(out) || extname(basename(out)) === "";
}

function writeOne(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't write ${file}: ${why}. Choose another place with --out`, {
      cause,
    });
  }
}
