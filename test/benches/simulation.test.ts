import { expect, test } from "vitest";
import { ChattyBus } from "../../benches/planted/chatty-bus.ts";
import { simulate } from "../../benches/swarm/simulation.ts";
import { summarise } from "../../benches/swarm/summary.ts";

const options = { workflows: 6, seed: 7, agents: 6 };

test("gives the same summary for the same seed", async () => {
  expect(summarise(await simulate(options))).toBe(summarise(await simulate(options)));
});

test("gives another summary for another seed", async () => {
  const { results } = await simulate(options);
  const { results: others } = await simulate({ ...options, seed: 8 });
  expect(others.map(({ checksum }) => checksum)).not.toEqual(results.map(({ checksum }) => checksum));
});

test("takes each workflow through plan, consensus, implementation, review and fix", async () => {
  const { results, swarm } = await simulate(options);
  expect(results.map(({ session }) => session)).toEqual([1, 2, 3, 4, 5, 6].map((number) => `session-${number}`));
  const done = results.filter(({ outcome }) => outcome === "done");
  expect(done.length).toBeGreaterThan(0);
  for (const result of done) expect(result.files).toBe(4);
  expect(done.some(({ fixes }) => fixes > 0)).toBe(true);
  expect(swarm.dispatcher.candidates().every(({ load }) => load === 0)).toBe(true);
});

test("has the same results with the planted hotspot as without", async () => {
  expect(summarise(await simulate({ ...options, bus: new ChattyBus() }))).toBe(summarise(await simulate(options)));
});

test("names the agents by role", async () => {
  const { swarm } = await simulate({ ...options, workflows: 0 });
  expect(swarm.agents.map(({ id }) => id)).toEqual([
    "planner-1",
    "coder-1",
    "reviewer-1",
    "tester-1",
    "coder-2",
    "reviewer-2",
  ]);
});

test("refuses a swarm that lacks a role", async () => {
  await expect(simulate({ ...options, agents: 3 })).rejects.toThrow("needs 4 agents or more");
});
