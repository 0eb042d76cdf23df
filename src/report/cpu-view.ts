/** CPU analysis → what the report says. */
import type { AgentAnalysis } from "../analysis/agents/agent.ts";
import type { AgentsOfThread } from "../analysis/agents/agents-of-threads.ts";
import type { ThreadCpu } from "../analysis/cpu/analyse-cpu.ts";
import type { CallTree } from "../analysis/cpu/call-tree.ts";
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import { threadName } from "../analysis/thread-name.ts";
import { milliseconds, percent, seconds } from "../analysis/words.ts";
import type { Run } from "../run/read-run.ts";
import { type AgentRanks, agentRanks } from "./agent-ranks.ts";
import { sampleColumns } from "./sample-columns.ts";
import type { CpuView, Fact, ThreadView } from "./view-model.ts";

/** Functions that the page lists; all others are still in its graph. */
const LISTED = 2_000;

export function cpuView({ run, analysis, hotspots, packages }: CpuFacts, agents: AgentAnalysis | undefined): CpuView {
  const ranks = agents === undefined ? undefined : agentRanks(agents);
  const { imported } = run.manifest;
  return {
    ...(imported?.unit === "samples" ? { counts: "samples" as const } : {}),
    ...(imported?.inOrder === false ? { unordered: true as const } : {}),
    intervalUs: run.manifest.cpu?.intervalUs ?? 0,
    totalCpuMs: analysis.totalUs / 1000,
    threads: analysis.threads.map((thread) => threadView(thread, run)),
    hotspots: hotspots.slice(0, LISTED),
    packages,
    samples: analysis.threads.map((thread, i) => {
      const whose = ranks === undefined ? undefined : agentOfSample(thread, agents?.threads[i], ranks);
      return sampleColumns(thread.samples, programCpuUs(thread, analysis.tree), run.manifest.startUs, whose);
    }),
  };
}

/** @returns undefined where all samples are nobody's */
function agentOfSample(
  { agent }: ThreadCpu,
  thread: AgentsOfThread | undefined,
  { numbers }: AgentRanks,
): ((sample: number) => number) | undefined {
  if (thread === undefined) return undefined;
  const { inside, whole } = thread;
  const around = numbers[whole[0] ?? 0] as number;
  if (agent === undefined) return around === 0 ? undefined : () => around;
  return (sample) => (numbers[inside[agent[sample] as number] as number] as number) || around;
}

/** The CPU time of the samples, the probe's left out: it belongs to no share. */
function programCpuUs({ samples, time }: ThreadCpu, tree: CallTree): Float64Array {
  return time.cpuUs.map((us, i) => {
    const frame = tree.frames[tree.frame[samples.node[i] as number] as number];
    return frame?.kind === "probe" ? 0 : us;
  });
}

function threadView({ track, samples, time, cpuUs, waitUs }: ThreadCpu, run: Run): ThreadView {
  const fromStart = (us: number): number => Math.max(0, us - run.manifest.startUs) / 1000;
  return {
    label: threadName(track, run),
    pid: track.pid,
    thread: track.thread,
    osCpuMs: time.countedUs === null ? null : time.countedUs / 1000,
    cpuMs: cpuUs / 1000,
    waitMs: waitUs / 1000,
    runDelayMs: time.runDelayUs === null ? null : time.runDelayUs / 1000,
    startMs: fromStart(samples.fromUs),
    endMs: fromStart(samples.toUs),
    samples: samples.node.length,
  };
}

export function cpuFigures({ run, analysis, packages }: CpuFacts): Fact[] {
  const totalMs = analysis.totalUs / 1000;
  const share = (kind: string): number => packages.find((entry) => entry.kind === kind)?.selfPercent ?? 0;
  const { target } = run.manifest;
  const wallMs = target?.wallMs;
  const threads = analysis.threads.length;
  const processes = run.processes.length;
  return [
    { value: seconds(totalMs), label: wallMs === undefined ? "CPU time" : `CPU time in ${seconds(wallMs)}` },
    { value: percent(share("own")), label: "in your code" },
    {
      value: percent(packages.reduce((sum, entry) => sum + (entry.kind === "package" ? entry.selfPercent : 0), 0)),
      label: "in packages",
    },
    { value: percent(share("gc")), label: "in garbage collection" },
    {
      value: String(threads),
      label: `${threads === 1 ? "thread" : "threads"} in ${processes === 1 ? "1 process" : `${processes} processes`}`,
    },
    { value: probeCost(run), label: "the program stood still for profiling" },
  ];
}

function probeCost(run: Run): string {
  const threads = run.processes.flatMap((process) => process.threads);
  return milliseconds(threads.reduce((sum, { end }) => sum + (end?.cutUs ?? 0), 0) / 1000);
}
