import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cpuJson, memJson, selfMs, swarmprof } from "../support/swarmprof.ts";
import { project } from "../support/project.ts";

const BENCHES = `
import { bench } from "swarmprof";
function burn() { let x = 0; for (let i = 0; i < 1e5; i++) x = Math.imul(x ^ i, 16777619); return x; }
function idle() { return 1; }
const kept = [];
bench("hot", burn);
bench("other", idle);
bench("leaks", () => { kept.push(new Array(2000).fill(0.5)); });
`;

test("cpu calls the benches of a file that match, as often or as long as it is told", async () => {
  const cwd = project({ "swarm.bench.mjs": BENCHES });
  const { result: longer } = await cpuJson(["swarm.bench.mjs", "--filter", "hot", "--duration", "500ms"], { cwd });
  expect(selfMs(longer, "burn")).toBeGreaterThan(0);
  const { result } = await cpuJson(["swarm.bench.mjs", "--filter", "hot", "--iterations", "6000"], { cwd });
  expect(selfMs(result, "burn")).toBeGreaterThan(0.5 * result.cpu.cpuMs);
  expect(selfMs(result, "idle")).toBe(0);
});

test("mem judges the growth over the calls of a bench", async () => {
  const cwd = project({ "swarm.bench.mjs": BENCHES });
  const { result, exitCode } = await memJson(["swarm.bench.mjs", "--filter", "leaks", "--repeat", "40"], { cwd });
  expect(result.memory.growth.verdict).toBe("leak");
  expect(Math.abs((result.memory.growth.bytesPerIteration?.estimate ?? 0) / 16_016 - 1)).toBeLessThan(0.1);
  expect(exitCode).toBe(1);
});

test("iterations are of one bench", async () => {
  const cwd = project({ "swarm.bench.mjs": BENCHES });
  const { exitCode, stderr } = await swarmprof(["mem", "swarm.bench.mjs", "--repeat", "20"], { cwd });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("choose it with --filter, of hot, other, leaks")]);
});

test("a bench that fails under a profiler fails as a program does", async () => {
  const cwd = project({
    "swarm.bench.mjs": 'import { bench } from "swarmprof"; bench("no", () => { throw new Error("no agent"); });',
  });
  const { exitCode, stderr } = await swarmprof(["cpu", "swarm.bench.mjs"], { cwd });
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining("no agent")]);
});

test("a program that only has the name of a bench file runs as it is", async () => {
  const cwd = project({});
  writeFileSync(join(cwd, "own.bench.cjs"), "if (require.main === module) console.log('main', process.argv.length);");
  const { stdout } = await swarmprof(["cpu", "own.bench.cjs"], { cwd });
  expect(stdout.toString()).toBe("main 2\n");
});
