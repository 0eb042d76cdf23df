import { AssertionError } from "node:assert";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectAgents, profileAgents } from "../../src/test.ts";
import { cpuJson, emptyFolder, program, runNode } from "../support/swarmprof.ts";

const OBJECTS = program("agents-objects.mjs");

describe("agents of a run stay within limits", () => {
  test("or fail with the words of a broken budget", async () => {
    const run = await profileAgents(OBJECTS, { agentClass: "Planner" });
    expect(run.memory?.agents?.length).toBe(8);
    const results = expectAgents(run).toStayWithin({ memoryPerAgent: "5MB", cpuPerAgent: "20s", memoryShared: 2e6 });
    expect(results.map(({ metric, verdict }) => `${metric} ${verdict}`)).toEqual([
      "memory.per_agent pass",
      "cpu.per_agent pass",
      "memory.shared pass",
    ]);
    const broken = () => expectAgents(run).toStayWithin({ memoryPerAgent: "1MB", agents: "planner-*" });
    expect(broken).toThrow(AssertionError);
    expect(broken).toThrow(
      /^`memory.per_agent\[planner-\*\]` is over its budget: 1\.6 MB, 60[01] KB over the limit of 1\.0 MB: agent `planner-8`, most in 1\.6 MB in \d+ Array: Planner/,
    );
    const unknown = () => expectAgents(run).toStayWithin({ cpuPerAgent: 500, agents: "nobody" });
    expect(unknown).toThrow(/no verdict on its budget of 500 ms, it was not measured/);
  });

  test("by the folder of the run, too", async () => {
    const { result, cwd } = await cpuJson([OBJECTS, "--agent-class", "Planner"]);
    const agents = expectAgents(join(cwd, result.run.dir));
    expect(agents.toStayWithin({ cpuPerAgent: "30s" })).toMatchObject([{ verdict: "pass" }]);
    expect(() => agents.toStayWithin({ cpuPerAgent: "1ms" })).toThrow(/`cpu.per_agent` is over its budget/);
    expect(() => agents.toStayWithin({ memoryPerAgent: "1GB" })).toThrow(/it was not measured in this run/);
  });
});

test("a limit that is none is told", () => {
  const nothing = { schema: "swarmprof/result@1", findings: [] } as unknown as Parameters<typeof expectAgents>[0];
  const within = (limits: object) => () => expectAgents(nothing).toStayWithin(limits);
  expect(within({})).toThrow(/takes a limit, e\.g\. \{ memoryPerAgent: '10MB' \}/);
  expect(within({ memory: "1MB" })).toThrow(/knows no "memory": there are memoryPerAgent/);
  expect(within({ memoryPerAgent: "much" })).toThrow(/memoryPerAgent takes a size such as 512KiB or 10MB, not "much"/);
  expect(() => expectAgents({} as never)).toThrow(/takes the folder of a run, or the document/);
});

describe("a program that a test profiles", () => {
  test("leaves nothing behind, but where that is asked for", async () => {
    const [cwd, out] = [emptyFolder(), emptyFolder()];
    await profileAgents(OBJECTS, { measure: "cpu", cwd });
    expect(readdirSync(cwd)).toEqual([]);
    const { run } = await profileAgents(OBJECTS, { measure: "cpu", cwd, out });
    expect(readdirSync(out).filter((name) => name.endsWith(".html"))).toHaveLength(2);
    expect(run.status).toBe("complete");
  });

  test("fails the test where it fails, or can't be run", async () => {
    const file = program("ends.cjs");
    await expect(profileAgents(file, { args: ["exit"], measure: "cpu" })).rejects.toThrow(/exit code/);
    await expect(profileAgents("nowhere.mjs")).rejects.toThrow(/No such program: nowhere\.mjs/);
  });
});

test("works in Node's own test runner, by the name of the package", async () => {
  const { stdout } = await runNode(["--test", "--test-reporter=tap", program("agents-limits.mjs")]);
  const lines = stdout.toString();
  expect(lines).toContain("# pass 1");
  expect(lines).toContain("# fail 1");
  expect(lines).toMatch(/`memory\.per_agent` is over its budget: 1\.6 MB/);
});
