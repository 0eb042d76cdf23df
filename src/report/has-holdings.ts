import type { AgentsView } from "./view-model.ts";

/** Whether snapshots tell what agents hold. */
export function hasHoldings({ agents }: AgentsView): boolean {
  return agents.some(({ heldAt }) => heldAt.some(({ ownBytes }) => ownBytes > 0));
}
