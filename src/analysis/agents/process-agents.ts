/** Child processes as agents: by the name that they say, else by their program and a number. */
import type { Run } from "../../run/read-run.ts";
import type { MemoryAnalysis } from "../memory/analyse-memory.ts";
import { memoryPeak, type ProcessTimeline } from "../memory/process-timeline.ts";
import type { Agent } from "./agent.ts";
import { roleOf } from "./role-of.ts";

/** What isn't known of agents that are a thread or a process. */
export const NOT_OF_ONE = {
  waitUs: null,
  isLeastPeak: false,
  peakErrorBytes: 0,
  isAlive: null,
  growth: null,
  parent: "",
  retainedBytes: null,
  sharedBytes: null,
  allocatedBytes: null,
  heldAt: [],
  holds: [],
  slices: 0,
};

/** @param carriers pids of those that have agents inside @returns in the order in which they were started; processes that say the same name are one agent */
export function processAgents(run: Run, memory: MemoryAnalysis | undefined, carriers: ReadonlySet<number>): Agent[] {
  if (run.manifest.imported !== undefined) return []; // files of other tools, of which none started the other
  const own = ownPid(run);
  const processes = childProcesses(run, memory).filter(({ pid }) => pid !== own);
  processes.sort((a, b) => spawnOrder(a.pid, own) - spawnOrder(b.pid, own) || (a.fromUs ?? 0) - (b.fromUs ?? 0));
  const counts = new Map<string, number>();
  const agents = new Map<string, { told: boolean; members: ChildProcess[] }>();
  const idOf = new Map<number, string>();
  for (const process of processes) {
    const number = (counts.get(process.name) ?? 0) + 1;
    if (process.agent === "") counts.set(process.name, number);
    const id = process.agent === "" ? `${process.name} ${number}` : process.agent;
    const { members } = agents.get(id) ?? { members: [] };
    agents.set(id, { told: process.agent !== "", members: [...members, process] });
    idOf.set(process.pid, id);
  }
  return [...agents].map(([id, { told, members }]) => ({
    ...NOT_OF_ONE,
    id,
    model: "process",
    isCarrier: members.some(({ pid }) => carriers.has(pid)),
    role: told ? roleOf(id) : (members[0]?.name ?? id),
    parent: parentOf(id, members, processes, idOf),
    threads: members.map(({ pid }) => `child ${pid}`),
    cpuUs: sumOf(members.map(({ cpuUs }) => cpuUs)),
    ...peakOf(members),
    cpuMethod: `what the operating system counted for ${members.length === 1 ? "the process" : `its ${members.length} processes`}`,
    fromUs: members.reduce((first, { fromUs }) => Math.min(first, fromUs), Number.POSITIVE_INFINITY),
    toUs: members.some(({ toUs }) => toUs === null) ? null : Math.max(...members.map(({ toUs }) => toUs ?? 0)),
  }));
}

export function ownPid(run: Run): number | undefined {
  return run.manifest.target?.pid ?? run.processes[0]?.record.pid;
}

interface ChildProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly name: string;
  /** Which agent it says that it is, or "". */
  readonly agent: string;
  readonly cpuUs: number | null;
  readonly peakBytes: number | null;
  readonly fromUs: number;
  readonly toUs: number | null;
  readonly timeline: ProcessTimeline | undefined;
}

/** As seen from outside, Node or not, where memory was recorded; else those that the probe ran in. */
function childProcesses(run: Run, memory: MemoryAnalysis | undefined): ChildProcess[] {
  if (memory !== undefined && memory.processes.length > 0) {
    return memory.processes.map((timeline): ChildProcess => {
      const { pid, ppid, name, node, rows, peakRssBytes: peakBytes, startUs: fromUs, endUs: toUs } = timeline;
      const cpuUs = node?.end?.cpuUs ?? (rows.at(-1)?.[6] ?? 0) * 1000;
      const agent = node?.agent || timeline.agent;
      return { pid, ppid, name, agent, cpuUs, peakBytes, fromUs, toUs, timeline };
    });
  }
  return run.processes.map(({ record: { pid, ppid, startUs: fromUs }, end, agent }) => {
    const { cpuUs = null, peakRssBytes: peakBytes = null, endUs: toUs = null } = end ?? {};
    return { pid, ppid, name: "node", agent, cpuUs, peakBytes, fromUs, toUs, timeline: undefined };
  });
}

/** Systems count pids up, and begin anew at the end; when a probe started in a process says less, with many at once. */
function spawnOrder(pid: number, own = 0): number {
  return pid > own ? pid : pid + 2 ** 32;
}

/** The nearest process above that is another agent. */
function parentOf(
  id: string,
  members: readonly ChildProcess[],
  all: readonly ChildProcess[],
  idOf: ReadonlyMap<number, string>,
): string {
  const seen = new Set<number>();
  for (let pid = members[0]?.ppid; pid !== undefined && !seen.has(pid); ) {
    seen.add(pid);
    const agent = idOf.get(pid);
    if (agent !== undefined && agent !== id) return agent;
    const above = pid;
    pid = all.find((other) => other.pid === above)?.ppid;
  }
  return "";
}

/** Of several processes the highest sum at one time, where they were watched. */
function peakOf(members: readonly ChildProcess[]): Pick<Agent, "peakBytes" | "memoryMethod"> {
  const [first] = members;
  if (members.length === 1) {
    return {
      peakBytes: first?.peakBytes ?? null,
      memoryMethod: "the highest RSS of the process, as the system keeps it",
    };
  }
  const timelines = members.flatMap(({ timeline }) => timeline ?? []);
  if (timelines.length < members.length) {
    return { peakBytes: null, memoryMethod: "several processes whose memory was not recorded over time" };
  }
  return {
    peakBytes: memoryPeak(timelines).rssBytes,
    memoryMethod: `the highest sum of the RSS of its ${members.length} processes`,
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum: number | null, value) => (sum === null || value === null ? null : sum + value), 0);
}
