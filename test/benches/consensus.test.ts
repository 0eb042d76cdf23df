import { expect, test } from "vitest";
import type { Ballot } from "../../benches/swarm/ballot.ts";
import { holdRound, tally } from "../../benches/swarm/consensus.ts";
import { startSwarm } from "../../benches/swarm/swarm.ts";

const ballots = (choices: string): readonly Ballot[] =>
  choices.split("").map((letter, index) => ({
    voter: `agent-${index}`,
    choice: letter === "+" ? "approve" : letter === "-" ? "reject" : "abstain",
  }));

test("accepts with a quorum and a majority", () => {
  expect(tally(ballots("+++-.."), 2 / 3)).toEqual({ outcome: "accepted", approvals: 3, rejections: 1 });
});

test("needs its quorum, however large the majority", () => {
  expect(tally(ballots("+++..."), 2 / 3).outcome).toBe("no-quorum");
});

test("rejects a tie", () => {
  expect(tally(ballots("++--"), 2 / 3).outcome).toBe("rejected");
});

test("hears every voter over the bus, and counts abstentions against the quorum", async () => {
  const swarm = startSwarm(24);
  const voters = swarm.agents.map(({ id }) => id);
  const plan = { author: "planner-1", attempt: 1, steps: [] };
  const proposal = { session: "session-1", seed: 1, goal: "Merge the orders.", plan };
  const lenient = await holdRound(swarm.bus, "chair", voters, proposal, 0);
  const strict = await holdRound(swarm.bus, "chair", voters, proposal, 1);
  await swarm.stop();

  const votes = lenient.approvals + lenient.rejections;
  expect(votes).toBeGreaterThan(0);
  expect(votes).toBeLessThan(voters.length);
  expect(lenient.outcome).not.toBe("no-quorum");
  expect(strict.outcome).toBe("no-quorum");
  expect(swarm.bus.traffic.messages).toBe(2 * 2 * voters.length);
});
