/**
 * Runs in a process of its own: clinic's analysis of what its sampler has written, and its page. What it loads is large
 * and not ours. Argument: a file with an `AnalysisTask`; prints one JSON document, see `DoctorVerdict`.
 */
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import type { DoctorVerdict } from "../../run/doctor-verdict.ts";

export interface AnalysisTask {
  /** Where @clinic/doctor is installed. */
  readonly package: string;
  /** The folder of its sampler, `….clinic-doctor`. */
  readonly data: string;
  /** Pattern of V8's trace files, with a `*`. */
  readonly traces: string;
  /** Where its page goes; "": it is not drawn. */
  readonly html: string;
  /** `[t, cpu, without a core]` of the main thread, µs of the monotonic clock. */
  readonly usage: readonly (readonly [number, number, number])[];
}

interface Sample {
  readonly timestamp: number;
  readonly delay: number;
  readonly cpu: number;
}

/** A garbage collection, in unix time, ms. */
interface Collection {
  readonly args: { readonly startTimestamp: number; readonly endTimestamp: number };
}

interface Judged {
  readonly issueCategory: string;
  readonly issues: DoctorVerdict["issues"];
}

const WINDOW_MS = 200;
/** A sample that had no core for more of its time says nothing of the program. */
const TELLS_LITTLE = 0.85;
/** Of a collection at least a twentieth is left. */
const MOST_WAITED = 0.95;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as AnalysisTask);
}

async function main(task: AnalysisTask): Promise<void> {
  const load = createRequire(join(task.package, "package.json"));
  const part = (name: string): string => join(task.data, `${basename(task.data)}-${name}`);
  await joinTraces(load, task.traces, part("traceevent"));
  const decoders = {
    system: load("./format/system-info-decoder.js"),
    trace: load("./format/trace-event-decoder.js"),
    stat: load("./format/process-stat-decoder.js"),
  };
  const [system] = await all(piped(part("systeminfo"), new decoders.system()));
  const traces = (await all(piped(part("traceevent"), new decoders.trace(Readable.from([system]))))) as Collection[];
  const samples = (await all(piped(part("processstat"), new decoders.stat()))) as Sample[];
  const Analysis = load("./analysis/index.js") as new (...readers: Readable[]) => Readable;
  const judge = async (events: readonly Collection[], stat: readonly Sample[]): Promise<Judged> => {
    const [found] = await all(new Analysis(Readable.from([system]), Readable.from(events), Readable.from(stat)));
    return found as Judged;
  };
  const judged = await judge(traces, samples);
  const { clockOffset } = system as { clockOffset: number };
  const waited: WaitedMs = (from, to) => at(task.usage, to - clockOffset) - at(task.usage, from - clockOffset);
  const withCore = await judge(shorterCollections(traces, waited), shorterDelays(samples, waited));
  const verdict: DoctorVerdict = {
    version: (load("./package.json") as { version: string }).version,
    category: judged.issueCategory,
    issues: judged.issues,
    categoryWithCore: withCore.issueCategory,
    samples: samples.length,
    advice: advice(task.package, judged.issueCategory),
    adviceWithCore: advice(task.package, withCore.issueCategory),
  };
  process.stdout.write(JSON.stringify(verdict));
  if (task.html !== "") await draw(load, task).catch(() => {}); // the verdict stands without its page
}

/** V8 writes one file, and another one when that is full. */
function joinTraces(load: NodeJS.Require, pattern: string, output: string): Promise<void> {
  const join = load("@clinic/node-trace-log-join") as (
    pattern: string,
    output: string,
    done: (error: Error | null) => void,
  ) => void;
  return new Promise((resolve, reject) => join(pattern, output, (error) => (error ? reject(error) : resolve())));
}

function piped(file: string, decoder: unknown): Readable {
  const stream = decoder as NodeJS.ReadWriteStream & Readable;
  createReadStream(file).pipe(stream);
  return stream;
}

async function all(stream: Readable): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

/** Time without a core between two times of clinic's clock, ms. */
type WaitedMs = (from: number, to: number) => number;

/**
 * Clinic compares CPU time with the clock: a busy machine, on which the program waits for a core, looks like waiting for
 * I/O, like a blocked loop and like long collections. The system counts that waiting; here it is taken out.
 */
function shorterDelays(samples: readonly Sample[], waitedMs: WaitedMs): Sample[] {
  return samples.flatMap((sample, i) => {
    const before = samples[i - 1];
    if (before === undefined) return [sample];
    const elapsedMs = sample.timestamp - before.timestamp;
    // The system is asked every 20 ms only: of less than a fifth of a second that says little.
    const around = Math.max(0, (WINDOW_MS - elapsedMs) / 2);
    const [from, to] = [before.timestamp - around, sample.timestamp + around];
    const waited = elapsedMs * Math.max(0, waitedMs(from, to) / (to - from));
    if (!(waited < elapsedMs * TELLS_LITTLE)) return [];
    const cpu = sample.cpu * (elapsedMs / (elapsedMs - waited));
    return [{ ...sample, delay: Math.max(0, sample.delay - waited), cpu }];
  });
}

function shorterCollections(collections: readonly Collection[], waitedMs: WaitedMs): Collection[] {
  return collections.map((collection) => {
    const { startTimestamp, endTimestamp } = collection.args;
    const waited = Math.min(waitedMs(startTimestamp, endTimestamp), (endTimestamp - startTimestamp) * MOST_WAITED);
    return { ...collection, args: { startTimestamp, endTimestamp: endTimestamp - Math.max(0, waited) } };
  });
}

/** Time without a core up to then, ms. */
function at(usage: AnalysisTask["usage"], ms: number): number {
  const us = ms * 1000;
  let i = usage.findIndex(([t]) => t >= us);
  if (i < 0) i = usage.length;
  const [after, before] = [usage[i], usage[i - 1]];
  if (after === undefined || before === undefined) return ((after ?? before)?.[2] ?? 0) / 1000;
  const share = (us - before[0]) / Math.max(1, after[0] - before[0]);
  return (before[2] + (after[2] - before[2]) * share) / 1000;
}

/** The points of clinic's own summary, without its hints at its other tools. */
function advice(dir: string, category: string): string[] {
  try {
    const text = readFileSync(join(dir, "recommendations", `${category}-summary.md`), "utf8");
    return text
      .split("\n")
      .flatMap((line) => /^[-*] (.*)$/.exec(line)?.[1] ?? [])
      .filter((line) => !/clinic (flame|bubbleprof|heapprofiler)|github\.com/.test(line));
  } catch {
    return [];
  }
}

function draw(load: NodeJS.Require, { data, html }: AnalysisTask): Promise<void> {
  const Doctor = load("./index.js") as new () => {
    visualize(data: string, html: string, done: (error?: Error | null) => void): void;
  };
  return new Promise((resolve, reject) => {
    new Doctor().visualize(data, html, (error) => (error ? reject(error) : resolve()));
  });
}
