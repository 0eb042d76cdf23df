/** Agents that were met inside a thread: instances of classes and async contexts. */
import type { RecordedThread } from "../../run/read-run.ts";
import type { HeapGraph } from "../../run/heap-graph.ts";
import type { AgentRow, UsageRow } from "../../run/records.ts";
import type { HeldAfter } from "./agent-growth.ts";
import type { AgentContext, CpuDivision, HeapDivision, HeldAt } from "./agent.ts";
import { type AgentPart, type DividedHeap, divideHeap } from "./divide-heap.ts";
import { memoryOverTime, type Peak } from "./memory-over-time.ts";
import type { ThreadSlices } from "./thread-slices.ts";

export interface AgentReaders {
  /** @returns undefined where there is none */
  /** The snapshot may be gone, and what was read from it before be there. */
  readonly dividedHeap: (file: string, divide: (graph: HeapGraph) => DividedHeap) => DividedHeap | undefined;
}

export interface MetAgent {
  readonly row: AgentRow;
  readonly cpuUs: number | null;
  /** Of its slices, on the clock. */
  readonly wallUs: number | null;
  readonly slices: number;
  readonly allocatedBytes: number | null;
  readonly context: AgentContext | undefined;
  readonly fromUs: number | null;
  readonly toUs: number | null;
  /** In the last snapshot that has it. */
  readonly last: AgentPart | undefined;
  /** In the snapshot in which it held most. */
  readonly largest: AgentPart | undefined;
  readonly peak: Peak | undefined;
  readonly heldAt: readonly HeldAt[];
  readonly byIteration: readonly HeldAfter[];
  /** Whether the last snapshot has it; null without one. */
  readonly isAlive: boolean | null;
}

export interface ThreadAgents {
  readonly met: readonly MetAgent[];
  readonly cpu: CpuDivision | undefined;
  readonly heaps: readonly HeapDivision[];
}

/** @param usage the thread's readings, its first and last moment included @param label of the thread */
export function threadAgents(
  track: RecordedThread,
  slices: ThreadSlices | undefined,
  usage: readonly UsageRow[],
  label: string,
  readers: AgentReaders,
): ThreadAgents {
  const rows = track.agents;
  if (rows.length === 0) return { met: [], cpu: undefined, heaps: [] };
  const most = rows.reduce((highest, { index }) => Math.max(highest, index), 0);
  const times = slices?.times;
  const allocated = new Map(track.agentAllocations.map(([agent, bytes]) => [agent, bytes]));
  const contexts = new Map(
    (track.agentContexts ?? []).map(([agent, lastBytes, peakBytes, lastTokens, peakTokens]) => [
      agent,
      { lastBytes, peakBytes, lastTokens, peakTokens },
    ]),
  );
  const heaps: HeapDivision[] = [];
  const last = new Map<number, AgentPart>();
  const largest = new Map<number, AgentPart>();
  const heldAt = new Map<number, HeldAt[]>();
  const byIteration = new Map<number, HeldAfter[]>();
  const idOf = new Map(rows.map(({ index, id }) => [index, id]));
  const alive = new Set<number>();
  for (const { file: snapshot, t, reason, iteration } of track.snapshots) {
    const divided = readers.dividedHeap(snapshot, (graph) => divideHeap(graph, most));
    if (divided === undefined) continue;
    const { agents, groups, ...parts } = divided;
    const named = groups.map((group) => ({ ...group, agents: group.agents.flatMap((agent) => idOf.get(agent) ?? []) }));
    heaps.push({ thread: label, atUs: t, reason, ...parts, groups: named });
    alive.clear();
    for (const [index, part] of agents.entries()) {
      if (iteration !== undefined) add(byIteration, index, { iteration, ownBytes: part?.ownBytes ?? 0 });
      if (part === null) continue;
      alive.add(index);
      last.set(index, part);
      const { ownBytes, sharedBytes } = part;
      add(heldAt, index, { atUs: t, ownBytes, sharedBytes });
      if (part.ownBytes > (largest.get(index)?.ownBytes ?? -1)) largest.set(index, part);
    }
  }
  const overTime = memoryOverTime(
    track.weighings,
    Array.from({ length: most + 1 }, (_, agent) => heldAt.get(agent) ?? []),
    heaps.map(({ atUs }) => atUs),
    allocated,
  );
  const countedUs = (usage.at(-1)?.[1] ?? 0) - (usage[0]?.[1] ?? 0);
  const agentsUs = times?.cpuUs.reduce((sum, us) => sum + us, 0) ?? 0;
  return {
    met: rows.map((row) => ({
      row,
      cpuUs: times?.cpuUs[row.index] ?? null,
      wallUs: times?.wallUs[row.index] ?? null,
      slices: times?.slices[row.index] ?? 0,
      allocatedBytes: allocated.get(row.index) ?? null,
      context: contexts.get(row.index),
      fromUs: known(times?.firstUs[row.index]),
      toUs: known(times?.lastUs[row.index]),
      last: last.get(row.index),
      largest: largest.get(row.index),
      peak: overTime[row.index]?.peak,
      heldAt: overTime[row.index]?.heldAt ?? [],
      byIteration: byIteration.get(row.index) ?? [],
      isAlive: heaps.length === 0 ? null : alive.has(row.index),
    })),
    cpu:
      times === undefined || usage.length < 2
        ? undefined
        : { thread: label, countedUs, agentsUs, unattributedUs: countedUs - agentsUs },
    heaps,
  };
}

function known(us: number | undefined): number | null {
  return us === undefined || Number.isNaN(us) ? null : us;
}

function add<T>(lists: Map<number, T[]>, agent: number, entry: T): void {
  const list = lists.get(agent);
  if (list === undefined) lists.set(agent, [entry]);
  else list.push(entry);
}
