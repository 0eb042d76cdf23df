/** From the profiles of a run to CPU time by thread, by call node and by function. */
import type { CpuProfile } from "../../run/cpu-profile.ts";
import type { RecordedThread, Run } from "../../run/read-run.ts";
import type { Milliseconds } from "../../run/records.ts";
import type { ThreadSlices } from "../agents/thread-slices.ts";
import { weighByAgents } from "./agent-weights.ts";
import { type CallTree, CallTreeBuilder } from "./call-tree.ts";
import { type CpuTime, cpuTime, onCoreTime, type Waiting } from "./cpu-time.ts";
import { type FrameTotals, frameTotals } from "./frame-totals.ts";
import type { Preorder } from "./preorder.ts";
import { type ThreadSamples, ThreadSamplesBuilder } from "./thread-samples.ts";
import { usageReadings } from "./usage-readings.ts";
import { waitingOf } from "./waiting.ts";

export interface CpuAnalysis {
  readonly tree: CallTree;
  readonly threads: readonly ThreadCpu[];
  readonly totals: FrameTotals;
  /** CPU time of all threads without what the probe used, µs: the 100 % of every share. */
  readonly totalUs: number;
  /** CPU time of the probe inside the target's threads, µs. */
  readonly probeUs: number;
}

export interface ThreadCpu {
  readonly track: RecordedThread;
  readonly samples: ThreadSamples;
  readonly time: CpuTime;
  /** Index in the thread of each sample's agent, 0 for nobody; undefined where no agent was met in it. */
  readonly agent: Uint32Array | undefined;
  /** CPU time before the probe started: Node's own start, µs; null where the system doesn't tell. */
  readonly startUs: number | null;
  /** CPU time in its samples, µs, the probe's not counted. */
  readonly cpuUs: number;
  /** Time that V8 did not call idle, µs. */
  readonly sampledUs: number;
  /** Time waiting: neither on a core nor ready to run, µs. */
  readonly waitUs: number;
  /** Recorded nowhere: between chunks, and from the last chunk to the end of a thread that was cut off, µs. */
  readonly lostUs: number;
}

/** Reads one chunk; profiles of a large run don't fit into memory together, so they are asked for one by one. */
export type ReadProfile = (file: string) => CpuProfile | undefined;

/** The samples of every thread, in nodes of the call tree that grows with them. */
export function joinCpuProfiles(run: Run, builder: CallTreeBuilder, readProfile: ReadProfile): JoinedThread[] {
  const tracks = run.processes.flatMap((process) => process.threads);
  return tracks.map((track) => ({ track, samples: joinChunks(track, builder, readProfile) }));
}

export interface JoinedThread {
  readonly track: RecordedThread;
  readonly samples: ThreadSamples;
}

/** Wall-clock time of each node itself, µs. */
export function addWallTimes(joined: readonly JoinedThread[], nodeSelf: Float64Array): void {
  for (const { samples } of joined) {
    for (const [i, node] of samples.node.entries()) {
      nodeSelf[node] = (nodeSelf[node] as number) + (samples.wallUs[i] as number);
    }
  }
}

/**
 * @param slices of the agents in each thread
 * @param order the whole tree in its last order, with the nodes' new places
 */
export function analyseCpu(
  run: Run,
  joined: readonly JoinedThread[],
  slices: readonly (ThreadSlices | undefined)[],
  built: CallTree,
  order: Preorder,
): CpuAnalysis {
  const waiting = waitingOf(built);
  const threads = joined.map(({ track, samples }, i) => {
    const usage = usageReadings(track);
    const waits = (sample: number): Waiting => waiting(samples.node[sample] as number);
    const time = run.manifest.cpu?.onCoreOnly ? onCoreTime(samples, usage, waits) : cpuTime(samples, usage, waits);
    return summarise(track, samples, time, agentsOf(samples, time, slices[i], built), built, run);
  });
  return combine(built, threads, order);
}

function joinChunks(track: RecordedThread, builder: CallTreeBuilder, readProfile: ReadProfile): ThreadSamples {
  const samples = new ThreadSamplesBuilder();
  for (const file of track.cpuChunks) {
    const profile = readProfile(file);
    if (profile === undefined) continue;
    const nodes = builder.add(profile);
    builder.countTiers(profile, nodes);
    samples.add({ profile, nodes }, (node, before) => builder.collectorBelow(node, before));
  }
  return samples.samples();
}

/** Brings the samples' CPU time to what the slices say. @returns who each sample is of */
function agentsOf(
  samples: ThreadSamples,
  time: CpuTime,
  slices: ThreadSlices | undefined,
  { frames, frame }: CallTree,
): Uint32Array | undefined {
  if (slices === undefined) return undefined;
  const isProbe = (sample: number): boolean =>
    frames[frame[samples.node[sample] as number] as number]?.kind === "probe";
  const agent = slices.sampleAgents.map((who, sample) => (isProbe(sample) ? 0 : who));
  weighByAgents(time.cpuUs, agent, slices.times.cpuUs, (sample) => !isProbe(sample));
  return agent;
}

function summarise(
  track: RecordedThread,
  samples: ThreadSamples,
  time: CpuTime,
  agent: Uint32Array | undefined,
  tree: CallTree,
  run: Run,
): ThreadCpu {
  let cpuUs = 0;
  let sampledUs = 0;
  let wallUs = 0;
  for (const [i, node] of samples.node.entries()) {
    const kind = tree.frames[tree.frame[node] as number]?.kind;
    const wall = samples.wallUs[i] as number;
    wallUs += wall;
    if (kind !== "idle") sampledUs += wall;
    if (kind !== "probe") cpuUs += time.cpuUs[i] as number;
  }
  const usedUs = time.cpuUs.reduce((sum, us) => sum + us, 0);
  const waitUs = Math.max(0, wallUs - usedUs - (time.runDelayUs ?? 0));
  const startUs = track.record.usage?.cpuUs ?? null;
  return {
    track,
    samples,
    time,
    agent,
    startUs,
    cpuUs,
    sampledUs,
    waitUs,
    lostUs: samples.gapUs + cutOffUs(track, samples, run),
  };
}

/** How long a thread ran on after its last chunk, as far as its last word, its timeline or the end of the target tells. */
function cutOffUs(track: RecordedThread, samples: ThreadSamples, run: Run): number {
  if (track.end !== undefined) {
    return track.end.failedCuts === 0 ? 0 : Math.max(0, track.end.endUs - Math.max(samples.toUs, track.record.startUs));
  }
  const seenUs = track.usage.at(-1)?.[0] ?? track.record.startUs;
  const isTarget = track.pid === run.manifest.target?.pid;
  const endUs = isTarget ? Math.max(seenUs, run.manifest.target?.endUs ?? 0) : seenUs;
  return Math.max(0, endUs - Math.max(samples.toUs, track.record.startUs));
}

function combine(built: CallTree, threads: readonly ThreadCpu[], { tree, moved }: Preorder): CpuAnalysis {
  const nodeCpu = new Float64Array(built.parent.length);
  for (const { samples, time } of threads) {
    for (const [i, node] of samples.node.entries()) {
      nodeCpu[node] = (nodeCpu[node] as number) + (time.cpuUs[i] as number);
    }
  }
  const self = new Float64Array(tree.parent.length);
  let probeUs = 0;
  for (const [node, us] of nodeCpu.entries()) {
    if (built.frames[built.frame[node] as number]?.kind === "probe") probeUs += us;
    else if (us > 0) self[moved[node] as number] = us;
  }
  const movedThreads = threads.map((thread) => ({
    ...thread,
    samples: { ...thread.samples, node: thread.samples.node.map((node) => moved[node] as number) },
  }));
  const totals = frameTotals(tree, self);
  return { tree, threads: movedThreads, totals, totalUs: totals.nodeTotal[0] ?? 0, probeUs };
}

export function toMs(us: number): Milliseconds {
  return us / 1000;
}
