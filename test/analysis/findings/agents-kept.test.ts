import { expect, test } from "vitest";
import type { Agent } from "../../../src/analysis/agents/agent.ts";
import { agentsKept } from "../../../src/analysis/findings/agents-kept.ts";
import { agent } from "../../support/agent.ts";

/** Made one a ms, each of which runs for one. */
function made(count: number, isAlive: (i: number) => boolean): Agent[] {
  return Array.from({ length: count }, (_, i) =>
    agent(`task-${i}`, {
      role: "task",
      fromUs: 1000 * i,
      toUs: 1000 * (i + 1),
      isAlive: isAlive(i),
      retainedBytes: isAlive(i) ? 10_000 : null,
    }),
  );
}

test("agents that are made all along and stay are named, with what they keep", () => {
  const [finding] = agentsKept(made(40, () => true));
  expect(finding).toMatchObject({ rule: "agents-kept", severity: "warning" });
  expect(finding?.message).toBe(
    "20 of 20 agents of the role task that have done their work are not let go, with 200 KB: something still refers to them, as in `task-0`",
  );
});

test("agents that go, and agents that were all made at the start, are as they should be", () => {
  expect(agentsKept(made(40, (i) => i > 35))).toEqual([]);
  const staff = made(40, () => true).map((one) => ({ ...one, fromUs: 0 }));
  expect(agentsKept(staff)).toEqual([]);
});

test("agents that stay but hold next to nothing are no warning", () => {
  const [finding] = agentsKept(made(40, () => true).map((one) => ({ ...one, retainedBytes: 300 })));
  expect(finding).toMatchObject({ rule: "agents-kept", severity: "info" });
});
