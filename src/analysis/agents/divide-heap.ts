/** What each agent of a thread keeps alive at the moment of a snapshot. */
import type { HeapGraph } from "../../run/heap-graph.ts";
import { agentHoldings } from "../heap/agent-holdings.ts";
import { agentRoots } from "../heap/agent-roots.ts";
import { ownership } from "../heap/ownership.ts";
import type { SharingGroup } from "../heap/sharing.ts";
import { bytes } from "../words.ts";
import type { HeapDivision } from "./agent.ts";

/** Plain data, which is kept beside the snapshot. */
export interface DividedHeap extends Omit<HeapDivision, "thread" | "atUs" | "reason" | "groups"> {
  /** By index of the agent; null where the snapshot has it no more. */
  readonly agents: readonly (AgentPart | null)[];
  /** With indexes of agents. */
  readonly groups: readonly SharingGroup[];
}

export interface AgentPart {
  readonly ownBytes: number;
  readonly sharedBytes: number;
  readonly holds: readonly string[];
}

/** Of so many agents, the largest, it is said what they hold. */
const EXPLAINED = 20;
const CLASSES = 3;
const GROUPS = 10;

/** @param agents the greatest index */
export function divideHeap(graph: HeapGraph, agents: number): DividedHeap {
  const roots = agentRoots(graph).filter(({ agent }) => agent > 0 && agent <= agents);
  const owned = ownership(graph, roots, agents + 1);
  const present = new Set(roots.map(({ agent }) => agent));
  const explained = new Set(
    [...present].sort((a, b) => (owned.ownBytes[b] as number) - (owned.ownBytes[a] as number)).slice(0, EXPLAINED),
  );
  let ownBytes = 0;
  for (const size of owned.ownBytes) ownBytes += size;
  const { allSharedBytes: sharedBytes, globalBytes, unreachableBytes, probeBytes } = owned;
  return {
    totalBytes: ownBytes + sharedBytes + globalBytes + unreachableBytes + probeBytes,
    ownBytes,
    sharedBytes,
    globalBytes,
    unreachableBytes,
    probeBytes,
    agents: Array.from({ length: agents + 1 }, (_, agent) =>
      present.has(agent)
        ? {
            ownBytes: owned.ownBytes[agent] as number,
            sharedBytes: owned.sharedBytes[agent] as number,
            holds: explained.has(agent)
              ? agentHoldings(graph, owned, agent, CLASSES).map(
                  ({ className, count, bytes: size, path }) => `${bytes(size)} in ${count} ${className}: ${path}`,
                )
              : [],
          }
        : null,
    ),
    groups: owned.groups.slice(0, GROUPS),
  };
}
