/** The `cpu` section of the `--json` document. */
import { agentFunctions } from "../analysis/agents/agent-functions.ts";
import type { AgentAnalysis } from "../analysis/agents/agent.ts";
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import { threadName } from "../analysis/thread-name.ts";
import { type CpuAgentsResult, cpuAgentsResult } from "./agents-result.ts";
import { round } from "./round.ts";

/** Functions with smaller shares than these are in the report only, %. */
const SMALLEST_SELF = 0.05;
const SMALLEST_TOTAL = 0.5;
/** Functions in the document at most. */
const LISTED = 1_000;

/** Without agents in the program, nothing is said of them. */
export interface CpuResult extends Partial<CpuAgentsResult> {
  /** Set where an imported profile counts samples and knows no time: a ms is then one sample. */
  readonly unit?: "samples";
  /** CPU time in samples, all threads: the 100 % of `selfPercent`. */
  readonly cpuMs: number;
  /** Time that V8 did not call idle; more than `cpuMs` where threads waited in blocking calls. */
  readonly sampledMs: number;
  readonly waitMs: number;
  readonly lostMs: number;
  readonly intervalUs: number;
  readonly hotspots: readonly HotspotResult[];
  readonly packages: readonly { name: string; kind: string; selfMs: number; selfPercent: number }[];
  readonly threads: readonly ThreadResult[];
}

interface HotspotResult {
  readonly function: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly kind: string;
  readonly selfMs: number;
  readonly selfPercent: number;
  readonly totalMs: number;
  readonly totalPercent: number;
}

interface ThreadResult {
  readonly pid: number;
  readonly thread: string;
  readonly name: string;
  readonly label: string;
  /** CPU time of the thread, Node's own start included, the probe's left out. */
  readonly cpuMs: number;
  /** What of it is in functions. */
  readonly sampledCpuMs: number;
  /** What the operating system counted while the thread was recorded, the probe's included. */
  readonly osCpuMs: number | null;
  readonly waitMs: number;
  /** Wall-clock time that its profile covers. */
  readonly recordedMs: number;
  readonly lostMs: number;
}

export function cpuResult(facts: CpuFacts, agents: AgentAnalysis | undefined): CpuResult {
  const { run, analysis, hotspots, packages } = facts;
  const sum = (pick: (thread: (typeof analysis.threads)[number]) => number): number =>
    round(analysis.threads.reduce((total, thread) => total + pick(thread), 0) / 1000);
  return {
    ...(run.manifest.imported?.unit === "samples" ? { unit: "samples" as const } : {}),
    cpuMs: round(analysis.totalUs / 1000),
    sampledMs: sum(({ sampledUs }) => sampledUs),
    waitMs: sum(({ waitUs }) => waitUs),
    lostMs: sum(({ lostUs }) => lostUs),
    intervalUs: run.manifest.cpu?.intervalUs ?? 0,
    hotspots: listed(hotspots).map((hotspot) => {
      const frame = analysis.tree.frames[hotspot.frame];
      return {
        ...named(hotspot.frame, facts),
        column: frame?.column || null,
        kind: frame?.kind ?? "own",
        selfMs: round(hotspot.selfMs),
        selfPercent: round(hotspot.selfPercent),
        totalMs: round(hotspot.totalMs),
        totalPercent: round(hotspot.totalPercent),
      };
    }),
    packages: packages.map(({ name, kind, selfMs, selfPercent }) => ({
      name,
      kind,
      selfMs: round(selfMs),
      selfPercent: round(selfPercent),
    })),
    threads: analysis.threads.map((thread) => ({
      pid: thread.track.pid,
      thread: thread.track.thread,
      name: thread.track.name,
      label: threadName(thread.track, run),
      cpuMs: round((thread.cpuUs + (thread.startUs ?? 0)) / 1000),
      sampledCpuMs: round(thread.cpuUs / 1000),
      osCpuMs: thread.time.countedUs === null ? null : round(thread.time.countedUs / 1000),
      waitMs: round(thread.waitUs / 1000),
      recordedMs: round((thread.samples.toUs - thread.samples.fromUs) / 1000),
      lostMs: round(thread.lostUs / 1000),
    })),
    ...(agents === undefined
      ? {}
      : cpuAgentsResult(agents, agentFunctions(analysis, agents), (index) => named(index, facts))),
  };
}

function named(index: number, { analysis, place }: CpuFacts): Pick<HotspotResult, "function" | "file" | "line"> {
  const frame = analysis.tree.frames[index];
  return {
    function: frame?.name ?? "",
    file: frame === undefined ? "" : place(frame),
    line: frame?.line || null,
  };
}

function listed(hotspots: CpuFacts["hotspots"]): CpuFacts["hotspots"] {
  return hotspots
    .filter(({ selfPercent, totalPercent }) => selfPercent >= SMALLEST_SELF || totalPercent >= SMALLEST_TOTAL)
    .slice(0, LISTED);
}
