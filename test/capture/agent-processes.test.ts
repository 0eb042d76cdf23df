import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cpuJson, memJson, program, swarmprof } from "../support/swarmprof.ts";

const PROCESSES = program("agent-processes.mjs");
const NAMES = "env:AGENT_ID,arg:--agent,/agents.(\\w+)\\.md/,title";

test("children have the names that they say, and their parents", async () => {
  const { result, cwd } = await memJson([PROCESSES, "--agent-name", NAMES]);
  const { agents = [] } = result.memory;
  expect(agents.map(({ id, role, parent }) => `${id}, ${role}, in ${parent}`).sort()).toEqual(
    [
      "planner-1, planner, in ",
      "boss, boss, in ",
      "hand, hand, in boss",
      "coder-2, coder, in ",
      "coder-3, coder, in ",
      "a long title of an agent, a long title of an agent, in ",
      "writer, writer, in ",
      "shell-1, shell, in ",
      "node 1, node, in ",
    ].sort(),
  );
  // The shell and its child are one agent: both have the variable.
  expect(agents.find(({ id }) => id === "shell-1")?.method).toContain("2 processes");
  expect(agents.every(({ peakBytes }) => (peakBytes ?? 0) > 0)).toBe(true);
  const kept = files(join(cwd, "profiles")).map((file) => readFileSync(file, "latin1"));
  expect(kept.some((text) => text.includes("not-to-be-kept"))).toBe(false);
});

test("without a record of memory, Node children have their names too", async () => {
  const { result } = await cpuJson([PROCESSES, "--agent-name", NAMES]);
  const ids = (result.cpu.agents ?? []).map(({ id }) => id).sort();
  const names = ["planner-1", "boss", "hand", "coder-2", "coder-3", "a long title of an agent", "writer", "node 1"];
  expect(ids).toEqual(names.sort());
});

test("a pattern that is none is refused", async () => {
  const { exitCode, stderr } = await swarmprof(["mem", PROCESSES, "--agent-name", "AGENT_ID"]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--agent-name takes env:NAME, arg:--option, title")]);
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
