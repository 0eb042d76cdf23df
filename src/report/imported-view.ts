/** What a report says of a run that was imported: where it is from, and what its files do not tell. */
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import type { MemoryFacts } from "../analysis/findings/memory-facts.ts";
import { bytes, cpuAmount, percent, seconds } from "../analysis/words.ts";
import type { Run } from "../run/read-run.ts";
import type { ImportedFrom, RunManifest } from "../run/records.ts";
import type { Fact, NamedValue } from "./view-model.ts";

interface Halves {
  readonly cpu: CpuFacts | undefined;
  readonly memory: MemoryFacts | undefined;
}

/** No machine: the files say nothing of the one on which they were recorded. */
export function importedEnvironment(manifest: RunManifest, { files }: ImportedFrom): NamedValue[] {
  return [
    { name: "Command", value: manifest.command.join(" ") },
    { name: "Imported", value: manifest.startedAt },
    ...files.map(({ name, format, tool, bytes: size }) => ({
      name,
      value: [format, ...(tool === "" ? [] : [`by ${tool}`]), bytes(size)].join(", "),
    })),
    { name: "swarmprof", value: manifest.environment.swarmprof },
  ];
}

export function importedFigures(run: Run, { cpu, memory }: Halves): Fact[] {
  const threads = run.processes.reduce((sum, process) => sum + process.threads.length, 0);
  const live = memory?.live;
  return [
    ...(cpu === undefined ? [] : timeFigures(cpu)),
    ...(live === undefined ? [] : [{ value: bytes(live.totalBytes), label: "live" }]),
    { value: String(threads), label: threads === 1 ? "thread" : "threads" },
  ];
}

function timeFigures({ run, analysis, packages }: CpuFacts): Fact[] {
  const amount = cpuAmount(analysis.totalUs / 1000, run.manifest);
  const [value = "", ...label] = amount.split(/ (?=of|samples)/);
  const kinds = new Set(analysis.tree.frames.map(({ kind }) => kind));
  // Where frames have no files, whose code they are is not known.
  const share = (kind: string): Fact[] => {
    const sum = packages.reduce((all, entry) => all + (entry.kind === kind ? entry.selfPercent : 0), 0);
    return [{ value: percent(sum), label: `in ${SHARE_WORDS[kind] ?? kind}` }];
  };
  return [
    { value, label: label.join(" ").replace("of ", "") },
    ...(kinds.has("own") ? share("own") : []),
    ...(kinds.has("package") ? share("package") : []),
    ...(kinds.has("gc") ? share("gc") : []),
  ];
}

const SHARE_WORDS: Readonly<Record<string, string>> = {
  own: "your code",
  package: "packages",
  gc: "garbage collection",
};

export function importedHonesty({ unit, inOrder }: ImportedFrom, { cpu, memory }: Halves): string[] {
  return [
    "swarmprof did not record this: the figures are those of the imported files, and as good as these.",
    ...(cpu === undefined ? [] : timeHonesty(cpu, unit, inOrder)),
    ...(memory === undefined ? [] : [memoryHonesty(memory)]),
  ];
}

function timeHonesty({ analysis }: CpuFacts, unit: ImportedFrom["unit"], inOrder: boolean): string[] {
  const lasting = analysis.threads.reduce((sum, { samples }) => sum + samples.toUs - samples.fromUs, 0) / 1000;
  return [
    unit === "samples"
      ? "The files count samples and don't say how long one took. Where something is in ms, 1 ms is 1 sample."
      : `Times are as the files have them (${seconds(lasting)} in all); (idle) is left out of CPU time, but a thread that slept in a native call counts as running. What the system counted is unknown.`,
    ...(inOrder
      ? []
      : ["The files have each stack once, so what ran when is unknown: positions in time mean nothing."]),
  ];
}

function memoryHonesty({ memory }: MemoryFacts): string {
  const { heapIntervalBytes } = memory.settings;
  const sampled =
    heapIntervalBytes > 0
      ? `A sample stands for ${bytes(heapIntervalBytes)} on average: a function with less than ${bytes(4 * heapIntervalBytes)} is uncertain by half.`
      : "How many bytes a sample stands for is unknown, so how far off a function may be is too.";
  return `${sampled} Memory of the process, its growth, and what is outside the V8 heap are unknown.`;
}
