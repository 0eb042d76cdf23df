import { expect, test } from "vitest";
import { chooseAgent } from "../../benches/swarm/assignment.ts";
import { startSwarm } from "../../benches/swarm/swarm.ts";

const idle = { id: "tester-1", skills: { test: 2, review: 1 }, load: 0 } as const;
const busy = { id: "reviewer-1", skills: { review: 2 }, load: 5 } as const;
const lessBusy = { id: "reviewer-2", skills: { review: 2 }, load: 3 } as const;

test("prefers the more capable agent, even when it is busier", () => {
  expect(chooseAgent([idle, busy], "review").id).toBe("reviewer-1");
});

test("prefers the less loaded of equally capable agents", () => {
  expect(chooseAgent([busy, idle, lessBusy], "review").id).toBe("reviewer-2");
});

test("takes the first of equally capable and loaded agents", () => {
  expect(chooseAgent([busy, { ...lessBusy, load: 5 }], "review").id).toBe("reviewer-1");
});

test("says what nobody can do", () => {
  expect(() => chooseAgent([idle, busy], "plan")).toThrow("No agent can plan");
});

test("spreads tasks that are delegated at once over the agents of a role", async () => {
  const swarm = startSwarm(12);
  const step = { path: "src/1.toy", purpose: "Merge the orders.", terms: ["merge", "orders"] };
  const sender = { session: "session-1", from: "chair" };
  const delegations = [1, 2, 3, 4, 5].map((seed) => swarm.dispatcher.delegate(sender, "implement", { step, seed }));
  const artifacts = await Promise.all(delegations.map(async ({ answer }) => answer));
  await swarm.stop();

  const assignees = delegations.map(({ assignee }) => assignee);
  expect(assignees).toEqual(["coder-1", "coder-2", "coder-3", "coder-4", "coder-1"]);
  expect(artifacts.map(({ author }) => author)).toEqual(assignees);
});
