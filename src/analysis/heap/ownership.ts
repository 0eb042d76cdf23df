import type { HeapGraph } from "../../run/heap-graph.ts";
import type { AgentRoot } from "./agent-roots.ts";
import { divide, FIRST_AGENT, Owner } from "./divide.ts";
import { type SharingGroup, sharing } from "./sharing.ts";

/** Whose each object is. All bytes are sums of `selfBytes`, and add up: own + shared + global + unreachable + probe. */
export interface Ownership {
  /** By node: `FIRST_AGENT` + the agent's index, or one of the other `Owner`s. */
  readonly owner: Uint32Array;
  /** By agent: what nobody else reaches. */
  readonly ownBytes: Float64Array;
  /** By agent: what it reaches and other agents too. The sum is more than `allSharedBytes`, as each counts it for itself. */
  readonly sharedBytes: Float64Array;
  readonly allSharedBytes: number;
  /** What the program reaches without passing through an agent. */
  readonly globalBytes: number;
  /** What nothing holds that counts here: caches of strings, weakly held objects, garbage. */
  readonly unreachableBytes: number;
  /** The probe's marks and stores. */
  readonly probeBytes: number;
  /** Of the shared bytes, those that are in no group and no agent's `sharedBytes`, since there are too many groups. */
  readonly undividedBytes: number;
  /** The largest groups of agents that share something, most bytes first. */
  readonly groups: readonly SharingGroup[];
  /** By agent: its roots. */
  readonly roots: readonly (readonly number[])[];
}

/**
 * Divides the heap among agents. From the root, without passing through an agent's roots, everything is global: so a
 * registry that holds all agents is global, and what they hold is not. Then from each agent's roots, without passing
 * through another's: what one agent reaches is its own, what several reach is shared. Linear in the size of the heap,
 * however many agents there are.
 *
 * A limit: what an agent keeps in a place that isn't its own counts as global, as a listener's closure in an emitter of
 * the program's, or an entry of a global `Map` by the agent's name.
 * @param roots from `agentRoots`; @param agentCount more than the greatest index of an agent
 */
export function ownership(graph: HeapGraph, roots: readonly AgentRoot[], agentCount: number): Ownership {
  const { owner, contested } = divide(graph, roots);
  const bytes = new Float64Array(FIRST_AGENT + agentCount);
  for (let node = 0; node < graph.nodeCount; node++) {
    const whose = owner[node] as number;
    bytes[whose] = (bytes[whose] as number) + (graph.selfBytes[node] as number);
  }
  const rootsByAgent: number[][] = Array.from({ length: agentCount }, () => []);
  for (const { agent, node } of roots) rootsByAgent[agent]?.push(node);
  const { groups, sharedBytes, undividedBytes } = sharing(graph, owner, contested, agentCount);
  return {
    owner,
    ownBytes: bytes.subarray(FIRST_AGENT),
    sharedBytes,
    allSharedBytes: bytes[Owner.shared] as number,
    globalBytes: bytes[Owner.global] as number,
    unreachableBytes: bytes[Owner.unreachable] as number,
    probeBytes: bytes[Owner.probe] as number,
    undividedBytes,
    groups,
    roots: rootsByAgent,
  };
}
