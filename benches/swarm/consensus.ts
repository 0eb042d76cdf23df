import type { Ballot, Proposal } from "./ballot.ts";
import type { Bus } from "./bus.ts";

/** Counted ballots. */
export interface Verdict {
  readonly outcome: "accepted" | "rejected" | "no-quorum";
  readonly approvals: number;
  readonly rejections: number;
}

/** Share of all voters who must vote for or against, 0 to 1, for a round to count. */
const DEFAULT_QUORUM = 2 / 3;

/**
 * Asks all voters about a proposal, waits for every ballot and counts them.
 * @param quorum share of the voters who must not abstain, 0 to 1
 */
export async function holdRound(
  bus: Bus,
  chair: string,
  voters: readonly string[],
  proposal: Proposal,
  quorum: number = DEFAULT_QUORUM,
): Promise<Verdict> {
  const address = { session: proposal.session, from: chair };
  const ballots = await Promise.all(voters.map(async (to) => bus.request({ ...address, to }, "vote", proposal)));
  return tally(ballots, quorum);
}

/** Counts ballots: a round needs its quorum first, and then more approvals than rejections. */
export function tally(ballots: readonly Ballot[], quorum: number): Verdict {
  const approvals = ballots.filter((ballot) => ballot.choice === "approve").length;
  const rejections = ballots.filter((ballot) => ballot.choice === "reject").length;
  const hasQuorum = approvals + rejections >= Math.ceil(ballots.length * quorum);
  const outcome = !hasQuorum ? "no-quorum" : approvals > rejections ? "accepted" : "rejected";
  return { outcome, approvals, rejections };
}
