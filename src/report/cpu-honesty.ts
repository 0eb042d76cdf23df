/** How the figures of a CPU report were made, how far off they may be, what is missing, and what the profiler cost. */
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import { milliseconds, percent, seconds } from "../analysis/words.ts";

export function cpuHonesty(facts: CpuFacts): string[] {
  return [method(facts), otherEngine(facts), unsampled(facts), systemSum(facts), lost(facts), cost(facts)].filter(
    (sentence) => sentence !== "",
  );
}

function method({ run, analysis }: CpuFacts): string {
  const samples = analysis.threads.reduce((sum, thread) => sum + thread.samples.node.length, 0);
  const counted = analysis.threads.some(({ time }) => time.countedUs !== null);
  const weighed = counted
    ? "weighed so that every 20 ms add up to the CPU time that the operating system counted"
    : "taken by the clock: this system does not tell the CPU time of a thread, so waiting in native calls is counted as running";
  return `${samples} samples, asked for every ${run.manifest.cpu?.intervalUs ?? "?"} µs${by(run)}, ${weighed}.`;
}

function by({ manifest }: CpuFacts["run"]): string {
  return manifest.cpu?.engine === undefined ? "" : ` and taken by ${manifest.cpu.engine}`;
}

/** Where the engine that was asked for did not load. */
function otherEngine({ run }: CpuFacts): string {
  const asked = run.manifest.cpu?.engine;
  const refused = run.processes
    .flatMap(({ threads }) => threads)
    .flatMap((thread) => (thread.record.cpuEngineRefused === undefined ? [] : [thread.record.cpuEngineRefused]));
  if (asked === undefined || refused.length === 0) return "";
  return `${asked} did not load in ${refused.length === 1 ? "1 thread" : `${refused.length} threads`}, where V8's inspector took the samples: ${refused[0]}.`;
}

/** Threads that an engine outside of the probe does not reach. */
function unsampled({ run, analysis }: CpuFacts): string {
  if (run.manifest.cpu?.by !== "outside") return "";
  const missed = analysis.threads.filter(({ samples }) => samples.node.length === 0);
  if (missed.length === 0) return "";
  const ms = missed.reduce((sum, { time }) => sum + (time.countedUs ?? 0), 0) / 1000;
  return `${run.manifest.cpu.engine} took no sample of ${missed.length === 1 ? "1 thread" : `${missed.length} threads`} with ${milliseconds(ms)} of CPU time: it does not reach them.`;
}

/** The sum that must come out even, for everybody to check. */
function systemSum({ analysis }: CpuFacts): string {
  const counted = analysis.threads.filter(({ time }) => time.countedUs !== null);
  if (counted.length === 0) return "";
  const systemMs = counted.reduce((sum, { time }) => sum + (time.countedUs ?? 0), 0) / 1000;
  const startMs = analysis.threads.reduce((sum, { startUs }) => sum + (startUs ?? 0), 0) / 1000;
  const unsampledMs = counted.reduce((sum, { time }) => sum + time.unsampledUs, 0) / 1000;
  return `The system counted ${seconds(systemMs)} for these threads: ${seconds(analysis.totalUs / 1000)} in functions, ${milliseconds(analysis.probeUs / 1000)} in the profiler, ${milliseconds(unsampledMs)} in no sample. Node's own start, ${milliseconds(startMs)} before the first sample, is in none of these.`;
}

function lost({ analysis }: CpuFacts): string {
  const lostMs = analysis.threads.reduce((sum, { lostUs }) => sum + lostUs, 0) / 1000;
  return lostMs === 0 ? "Nothing was lost between the cuts of the profile." : `${milliseconds(lostMs)} were lost.`;
}

function cost({ run, analysis }: CpuFacts): string {
  const still =
    run.processes.flatMap(({ threads }) => threads).reduce((sum, { end }) => sum + (end?.cutUs ?? 0), 0) / 1000;
  const beside = run.processes.reduce(
    (sum, { end, recorder }) => sum + (end?.samplerCpuUs ?? 0) + (recorder?.cpuUs ?? 0),
    0,
  );
  const helpers = helperMs(run);
  const shares = analysis.totalUs === 0 ? "" : ` (${percent((beside / analysis.totalUs) * 100)} of the target's)`;
  const parts = [
    `The profiler held the target's threads for ${milliseconds(still)}, and used ${milliseconds(beside / 1000)} of CPU time in threads of its own${shares}; neither is in the figures above.`,
    helpers === null
      ? ""
      : `Threads without JavaScript (V8's compiler and collector, libuv's pool) used ${seconds(helpers)} beside these threads.`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** CPU time of the processes that is in no JavaScript thread and not the profiler's; null where it is not known. */
function helperMs(run: CpuFacts["run"]): number | null {
  let sum = 0;
  for (const { end, recorder, threads } of run.processes) {
    if (end === undefined || end.samplerCpuUs === null) return null;
    let own = end.samplerCpuUs + (recorder?.cpuUs ?? 0);
    for (const thread of threads) {
      const usage = thread.end?.usage;
      if (usage === undefined || usage === null) return null;
      own += usage.cpuUs;
    }
    sum += Math.max(0, end.cpuUs - own);
  }
  return sum / 1000;
}
