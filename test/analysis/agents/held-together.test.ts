import { expect, test } from "vitest";
import type { HeldAt } from "../../../src/analysis/agents/agent.ts";
import { heldTogether } from "../../../src/analysis/agents/held-together.ts";

function held(atUs: number, ownBytes: number): HeldAt {
  return { atUs, ownBytes, sharedBytes: 10 * ownBytes };
}

test("what an agent holds in several threads is added up over time", () => {
  const rows = heldTogether([[held(1, 100), held(5, 300)], [held(3, 20)]]);
  expect(rows).toEqual([held(1, 100), held(3, 120), held(5, 320)]);
});
