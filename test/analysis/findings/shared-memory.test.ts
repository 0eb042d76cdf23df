import { expect, test } from "vitest";
import type { HeapDivision } from "../../../src/analysis/agents/agent.ts";
import { sharedMemory } from "../../../src/analysis/findings/shared-memory.ts";

function heap(sharedBytes: number): HeapDivision {
  const rest = { ownBytes: 0, globalBytes: 1_000_000, unreachableBytes: 0, probeBytes: 0 };
  const group = { agents: ["a", "b", "c", "d"], agentCount: 12, bytes: sharedBytes, count: 3, mainClass: "Plan" };
  return {
    thread: "main",
    atUs: 0,
    reason: "end",
    totalBytes: 1e6 + sharedBytes,
    sharedBytes,
    ...rest,
    groups: [group],
  };
}

test("says who keeps most alive together", () => {
  expect(sharedMemory([heap(200_000), heap(500_000)]).map(({ message }) => message)).toEqual([
    "`a`, `b`, `c` and 9 more agents keep 500 KB alive together, most in objects of the class Plan: it goes when the last of them goes",
  ]);
});

test("says nothing of little", () => {
  expect([...sharedMemory([heap(50_000)]), ...sharedMemory([])]).toEqual([]);
});
