/** Everybody in the swarm: agents inside threads, worker threads, and child processes. */
import type { RecordedThread, Run } from "../../run/read-run.ts";
import type { UsageRow } from "../../run/records.ts";
import { usageReadings } from "../cpu/usage-readings.ts";
import { parseAgentClass } from "../../run/agent-class.ts";
import type { RunAnalysis } from "../analyse-run.ts";
import type { MemoryAnalysis } from "../memory/analyse-memory.ts";
import { bytes } from "../words.ts";
import { threadName } from "../thread-name.ts";
import { NOT_OF_ONE, ownPid, processAgents } from "./process-agents.ts";
import { roleOf } from "./role-of.ts";
import type { Agent, AgentAnalysis, CpuDivision } from "./agent.ts";
import { handoffsOf } from "./handoffs.ts";
import { agentGrowth } from "./agent-growth.ts";
import { heldTogether } from "./held-together.ts";
import { activityBins } from "./activity-bins.ts";
import { agentsOfThreads, nameKey } from "./agents-of-threads.ts";
import { runActivity } from "./run-activity.ts";
import { type AgentReaders, type MetAgent, type ThreadAgents, threadAgents } from "./thread-agents.ts";

const SLICE_METHOD =
  "time from taking over to handing over, less what the thread was off the core; of agents with 50 ms or more off by 0.7 % on average, by 6 % at most";
const SNAPSHOT_METHOD =
  "heap snapshots: what it alone keeps alive; between them, collections of garbage between the slices of agents tell by how much that changes";

export function analyseAgents(
  run: Run,
  { memory, slices }: Pick<RunAnalysis, "memory" | "slices">,
  readers: AgentReaders,
): AgentAnalysis {
  const tracks = run.processes.flatMap(({ threads }) => threads);
  const inThreads = tracks.map((track, i) => {
    const label = threadName(track, run);
    const usage = usageReadings(track);
    return { track, label, usage, found: threadAgents(track, slices[i], usage, label, readers) };
  });
  const met = inThreads.flatMap(({ label, found }) => found.met.map((one) => ({ label, one, all: found.met })));
  const byName = new Map<string, typeof met>();
  for (const entry of met) {
    const key = nameKey(entry.one.row);
    const same = byName.get(key);
    if (same === undefined) byName.set(key, [entry]);
    else same.push(entry);
  }
  const noMemory =
    met.length > 0 && memory !== undefined && inThreads.every(({ found }) => found.heaps.length === 0)
      ? [
          "No heap snapshot was taken, so the memory of agents inside threads is unknown: the program was ended before, or its heap is so large that a snapshot would have stopped it for more than 20 s.",
        ]
      : [];
  const agents = [
    ...[...byName.values()].map((same) => joined(same)),
    ...workers(inThreads, memory),
    ...processAgents(run, memory, carriers(inThreads)),
  ];
  const handoffs = handoffsOf(tracks.flatMap((track) => track.handoffs ?? []));
  const threads = agentsOfThreads(inThreads, [...byName.keys()], agents);
  return {
    agents,
    threads,
    activity: runActivity(
      threads.map((whose, i) => ({ ...whose, usage: inThreads[i]?.usage ?? [], slices: slices[i] })),
      agents.length,
      activityBins(run),
    ),
    cpu: agents.length === 0 ? [] : inThreads.flatMap((thread) => thread.found.cpu ?? wholeThread(thread, run)),
    heaps: inThreads.flatMap(({ found }) => found.heaps),
    ...(handoffs.length === 0 ? {} : { handoffs }),
    unknown: [...missingClasses(run, tracks), ...noMemory],
  };
}

function missingClasses({ manifest }: Run, tracks: readonly RecordedThread[]): string[] {
  const found = new Set(tracks.flatMap(({ agentClasses }) => agentClasses));
  const wanted = (manifest.agents?.classes ?? []).flatMap((text) => parseAgentClass(text)?.name ?? []);
  const sentences = wanted
    .filter((name) => !found.has(name))
    .map(
      (name) =>
        `No class \`${name}\` was met in the program, so it has no agents: check its name and file; a class that a minifier has renamed can't be found`,
    );
  const entered = tracks.some(({ agents }) => agents.some(({ model }) => model === "object"));
  if (sentences.length > 0 || wanted.length === 0 || entered) return sentences;
  return [
    `The classes ${wanted.join(", ")} were found, but no method of their instances was entered: \`#private\` and static methods are not seen`,
  ];
}

interface ReadThread {
  readonly found: ThreadAgents;
  readonly track: RecordedThread;
  readonly label: string;
  readonly usage: readonly UsageRow[];
}

/** A thread without agents inside: a worker, or one of a child process, is an agent's as a whole. */
function wholeThread({ track, label, usage }: ReadThread, run: Run): CpuDivision[] {
  const [first, last] = [usage[0], usage.at(-1)];
  if (first === undefined || last === undefined || usage.length < 2) return [];
  const countedUs = last[1] - first[1];
  const agentsUs = track.file !== "" || track.pid !== ownPid(run) ? countedUs : 0;
  return [{ thread: label, countedUs, agentsUs, unattributedUs: countedUs - agentsUs }];
}

/** The same agent in several threads is one. */
function joined(same: readonly { label: string; one: MetAgent; all: readonly MetAgent[] }[]): Agent {
  const [first] = same;
  if (first === undefined) throw new TypeError("An agent without a thread");
  const { row } = first.one;
  const largest = same.reduce((most, { one }) => (size(one) > size(most) ? one : most), first.one);
  const contexts = same.flatMap(({ one }) => one.context ?? []);
  const [context] = contexts.sort(
    (a, b) => (b.peakBytes ?? 0) - (a.peakBytes ?? 0) || (b.peakTokens ?? 0) - (a.peakTokens ?? 0),
  );
  return {
    id: row.id,
    model: row.model,
    role: row.role === "" ? roleOf(row.id) : row.role,
    parent: idOf(row.parent, first.all),
    isCarrier: false,
    threads: same.map(({ label }) => label),
    cpuUs: sumKnown(same.map(({ one }) => one.cpuUs)),
    waitUs: sumKnown(
      same.map(({ one: { wallUs, cpuUs } }) =>
        wallUs === null || cpuUs === null ? null : Math.max(0, wallUs - cpuUs),
      ),
    ),
    peakBytes: sumKnown(same.map(({ one }) => one.peak?.bytes ?? null)),
    isLeastPeak: same.some(({ one }) => one.peak?.isLeast ?? true),
    peakErrorBytes: sumKnown(same.map(({ one }) => one.peak?.errorBytes ?? null)),
    retainedBytes: sumKnown(same.map(({ one }) => one.last?.ownBytes ?? null)),
    sharedBytes: sumKnown(same.map(({ one }) => one.last?.sharedBytes ?? null)),
    allocatedBytes: sumKnown(same.map(({ one }) => one.allocatedBytes)),
    ...(context === undefined ? {} : { context }),
    cpuMethod: SLICE_METHOD,
    memoryMethod: memoryMethod(same.map(({ one }) => one)),
    heldAt: heldTogether(same.map(({ one }) => one.heldAt)),
    isAlive: someKnown(same.map(({ one }) => one.isAlive)),
    growth: agentGrowth(same.map(({ one }) => one.byIteration)),
    holds: largest.largest?.holds ?? [],
    fromUs: extreme(
      Math.min,
      same.map(({ one }) => one.fromUs),
    ),
    toUs: extreme(
      Math.max,
      same.map(({ one }) => one.toUs),
    ),
    slices: same.reduce((sum, { one }) => sum + one.slices, 0),
  };
}

function idOf(index: number, all: readonly MetAgent[]): string {
  if (index === 0) return "";
  // Mostly they stand in the order of their indices; a search for each of 10,000 would take its time.
  const there = all[index - 1];
  return (there?.row.index === index ? there : all.find(({ row }) => row.index === index))?.row.id ?? "";
}

function memoryMethod(same: readonly MetAgent[]): string {
  const errorBytes = sumKnown(same.map(({ peak }) => peak?.errorBytes ?? null)) ?? 0;
  if (same.some(({ peak }) => peak?.isLeast ?? true))
    return `${SNAPSHOT_METHOD}; the peak may have been higher for a time`;
  return errorBytes === 0 ? SNAPSHOT_METHOD : `${SNAPSHOT_METHOD}; the peak may be off by ${bytes(errorBytes)}`;
}

function size({ largest }: MetAgent): number {
  return largest?.ownBytes ?? 0;
}

function workers(threads: readonly ReadThread[], memory: MemoryAnalysis | undefined): Agent[] {
  const tracks = threads.map(({ track }) => track);
  return threads.flatMap(({ track, label, usage, found }, i): Agent[] => {
    if (track.file === "") return []; // a main thread, or one of Node's own, as for loaders
    const heap = memory?.threads[i];
    return [
      {
        ...NOT_OF_ONE,
        id: workerId(track, tracks),
        model: "thread",
        isCarrier: found.met.length > 0,
        role: track.name === "" ? fileName(track) : roleOf(track.name),
        threads: [label],
        cpuUs: usage.at(-1)?.[1] ?? null,
        peakBytes: heap?.peakHeapBytes ?? null,
        allocatedBytes: heap?.allocatedBytes ?? null,
        cpuMethod: "what the operating system counted for the thread, its start and the probe included",
        memoryMethod:
          "V8's heap of the thread at its highest, garbage included; what is held outside of it is listed by thread",
        fromUs: track.record.startUs,
        toUs: track.end?.endUs ?? usage.at(-1)?.[0] ?? null,
      },
    ];
  });
}

/** By its name where no other worker has it, else with its number. */
function workerId(track: RecordedThread, all: readonly RecordedThread[]): string {
  const { name, pid, record } = track;
  if (name !== "" && all.filter((other) => other.name === name).length === 1) return name;
  const number = all.filter(({ file }) => file !== "").some((other) => other.pid !== pid)
    ? `${pid}.${record.threadId}`
    : record.threadId;
  return `${name === "" ? fileName(track) : name} ${number}`;
}

function fileName({ file }: RecordedThread): string {
  return file.split(/[\\/]/).at(-1)?.split("?")[0] || "worker";
}

/** Processes that have agents inside; worker threads are agents too. */
function carriers(threads: readonly ReadThread[]): ReadonlySet<number> {
  return new Set(threads.flatMap(({ track, found }) => (found.met.length > 0 || track.file !== "" ? track.pid : [])));
}

function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Whether any is; null where that isn't known of any. */
function someKnown(values: readonly (boolean | null)[]): boolean | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.includes(true);
}

function extreme(of: (...values: number[]) => number, values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : of(...known);
}
