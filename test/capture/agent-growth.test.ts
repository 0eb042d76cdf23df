import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memJson, program } from "../support/swarmprof.ts";

test("agents that keep more with every call, and agents that are never let go, are found", async () => {
  const { result, cwd } = await memJson([
    program("agents-grow.mjs"),
    "--agent-class",
    "Planner,Task",
    "--repeat",
    "40",
  ]);
  const { agents = [] } = result.memory;
  const pid = result.memory.processes[0]?.pid;
  const main = join(cwd, result.run.dir, String(pid), "main");
  const [hoarder, tidy] = ["hoarder", "tidy"].map((name) => agents.find(({ id }) => id === name));
  expect(hoarder?.isGrowing).toBe(true);
  expect(Math.abs((hoarder?.bytesPerIteration?.estimate ?? 0) - 20_056)).toBeLessThan(400);
  expect(tidy?.isGrowing).toBe(false);
  const messages = result.findings.map(({ rule, message }) => `${rule}: ${message}`);
  expect(messages).toContainEqual(expect.stringMatching(/^agent-growth: Agent `hoarder` keeps 20\.\d KB more/));
  expect(messages).toContainEqual(expect.stringMatching(/^agents-kept: \d+ of \d+ agents of the role Task/));
  const snapshots = (name: string): number => readdirSync(main).filter((file) => file.endsWith(name)).length;
  // What was read of the others is kept, so that the run can be reported again.
  expect([snapshots(".heapsnapshot"), snapshots(".division.json") > 5]).toEqual([1, true]);
});
