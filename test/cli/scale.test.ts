import { expect, test } from "vitest";
import type { ResultDocument } from "../../src/report/result-document.ts";
import { project } from "../support/project.ts";
import { swarmprof } from "../support/swarmprof.ts";

const SWARM = `
import { bench } from "swarmprof";
const leaked = [];
bench("swarm", { agents: [1], setup: ({ agents }) => Array.from({ length: agents }, () => {
  let list = null;
  for (let i = 0; i < 100; i++) list = { list, i };
  return { list, data: Buffer.allocUnsafeSlow(10_000) };
}) }, ({ state }) => state.length);
bench("leaky", { agents: [1], setup: ({ agents }) => {
  const all = Array.from({ length: agents }, () => new Array(2_000).fill(0.5));
  leaked.push(all);
  return all;
} }, ({ state }) => state.length);
bench("without agents", () => Math.random());
`;

test("scale tells the cost of an agent to 3 %, and what is not given back", async () => {
  const cwd = project({ "swarm.bench.mjs": SWARM });
  const args = ["scale", "swarm.bench.mjs", "--agents", "1,50,500", "--processes", "3", "--json"];
  const { stdout, stderr } = await swarmprof(args, { cwd });
  const result = JSON.parse(stdout.toString() || stderr) as ResultDocument;
  expect(result.bench?.map(({ name }) => name).filter((name) => name.startsWith("swarm"))).toEqual([
    "swarm [agents=1]",
    "swarm [agents=50]",
    "swarm [agents=500]",
  ]);
  const costs = result.findings.filter(({ rule }) => rule === "agent-cost");
  const cost = (bench: string) => costs.find(({ evidence }) => evidence["bench"] === bench)?.evidence["bytesPerAgent"];
  // 100 objects of 40 bytes, the Buffer with its 10,000 and some 160 around, the agent itself.
  expect(Math.abs((cost("swarm") as { estimate: number }).estimate / 14_200 - 1)).toBeLessThan(0.03);
  expect(Math.abs((cost("leaky") as { estimate: number }).estimate / 16_040 - 1)).toBeLessThan(0.03);
  const left = result.findings.filter(({ rule }) => rule === "not-given-back").map(({ evidence }) => evidence["bench"]);
  expect(left).toEqual(["leaky"]);
});

test.each([
  [["scale", "swarm.bench.mjs", "--agents", "5"], "--agents takes two numbers or more"],
  [["scale", "none.bench.mjs"], "No such file or folder"],
  [["scale", "swarm.bench.mjs", "--filter", "without"], "No bench has agents to scale"],
])("answers %j with one clear line and exit code 2", async (args, message) => {
  const cwd = project({ "swarm.bench.mjs": SWARM });
  const { exitCode, stderr } = await swarmprof(args, { cwd });
  expect([exitCode, stderr.trimEnd().split("\n")]).toEqual([2, [expect.stringContaining(message)]]);
});
