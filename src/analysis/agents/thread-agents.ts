/** Agents that were met inside a thread: instances of classes and async contexts. */
import type { RecordedThread } from "../../run/read-run.ts";
import type { HeapGraph } from "../../run/heap-graph.ts";
import type { AgentRow, UsageRow } from "../../run/records.ts";
import type { AgentContext, CpuDivision, HeapDivision, HeldAt } from "./agent.ts";
import { type AgentPart, divideHeap } from "./divide-heap.ts";
import type { ThreadSlices } from "./thread-slices.ts";

export interface AgentReaders {
  /** @returns undefined where there is none */
  readonly snapshot: <T>(file: string, use: (graph: HeapGraph) => T) => T | undefined;
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
  /** Where it held most. */
  readonly peak: AgentPart | undefined;
  /** In each snapshot that has it. */
  readonly heldAt: readonly HeldAt[];
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
  const peak = new Map<number, AgentPart>();
  const heldAt = new Map<number, HeldAt[]>();
  for (const { file: snapshot, t, reason } of track.snapshots) {
    const divided = readers.snapshot(snapshot, (graph) => divideHeap(graph, most));
    if (divided === undefined) continue;
    const { agents, ...parts } = divided;
    heaps.push({ thread: label, atUs: t, reason, ...parts });
    for (const [index, part] of agents.entries()) {
      if (part === undefined) continue;
      last.set(index, part);
      const { ownBytes, sharedBytes } = part;
      heldAt.set(index, [...(heldAt.get(index) ?? []), { atUs: t, ownBytes, sharedBytes }]);
      if (part.ownBytes > (peak.get(index)?.ownBytes ?? -1)) peak.set(index, part);
    }
  }
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
      peak: peak.get(row.index),
      heldAt: heldAt.get(row.index) ?? [],
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
