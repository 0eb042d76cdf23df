import type { Plan } from "./plan.ts";

/** What the agents are asked to vote on. */
export interface Proposal {
  readonly session: string;
  readonly seed: number;
  readonly goal: string;
  readonly plan: Plan;
}

/** One agent's vote. */
export interface Ballot {
  readonly voter: string;
  readonly choice: "approve" | "reject" | "abstain";
}
