import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ResultDocument } from "../../src/report/result-document.ts";
import { project } from "../support/project.ts";
import { emptyFolder, type Finished, runNode, swarmprof } from "../support/swarmprof.ts";

const SHORT = ["--processes", "2", "--duration", "30ms", "--warmup", "5ms"];

async function runJson(cwd: string, args: readonly string[] = SHORT): Promise<Finished & { result: ResultDocument }> {
  const finished = await swarmprof(["run", "--json", ...args], { cwd });
  if (finished.stdout.length === 0) throw new Error(finished.stderr);
  return { ...finished, result: JSON.parse(finished.stdout.toString()) as ResultDocument };
}

const SWARM = `
import { bench, metric, suite } from "swarmprof";
console.log("the program's own words");
const latency = metric("task.delegation.latency", { unit: "ms" });
suite("orchestration", () => {
  bench("delegate", { agents: [1, 10], setup: ({ agents }) => Array.from({ length: agents }, (_, i) => i),
    budgets: { "task.delegation.latency p95": "1s" } }, ({ state }) => latency.time(() => state.map((i) => i + 1)));
  bench("wait", async () => { await null; }, { kind: "integration" });
});
`;

test("measures every bench of every file in processes of its own, and says so on one document", async () => {
  const { result, exitCode } = await runJson(project({ "swarm.bench.mjs": SWARM }));
  expect(exitCode).toBe(0);
  const names = ["orchestration › delegate [agents=1]", "orchestration › delegate [agents=10]", "orchestration › wait"];
  expect(result.bench?.map(({ name }) => name)).toEqual(names);
  for (const bench of result.bench ?? []) {
    expect(bench.processes).toBe(2);
    expect(bench.iterations).toBeGreaterThan(1_000);
    expect(bench.medianNs).toBeGreaterThan(0);
    expect(bench.minNs).toBeLessThanOrEqual(bench.medianNs);
  }
  expect(result.metrics?.map(({ name, unit }) => [name, unit])).toEqual([
    ["task.delegation.latency", "ms"],
    ["task.delegation.latency", "ms"],
  ]);
  expect(result.budgets?.map(({ metric, verdict }) => [metric, verdict])).toEqual([
    ["task.delegation.latency p95", "pass"],
    ["task.delegation.latency p95", "pass"],
  ]);
});

test("counts the bytes of an operation to 1 %, garbage collections and awaits included", async () => {
  const cwd = project({
    "bytes.bench.mjs": `
import { bench } from "swarmprof";
bench("doubles", () => new Float64Array(16), { kind: "micro" });
bench("array", () => Array.from({ length: 1000 }).fill(0.5));
bench("strings", () => { let list = null; for (let i = 0; i < 1000; i++) list = { list, i }; return list; });
bench("awaited", async () => { let list = null; for (let i = 0; i < 1000; i++) list = { list, i }; return list; });
bench("nothing", () => 1);
bench("buffer", () => Buffer.allocUnsafeSlow(100_000));
`,
  });
  const { result } = await runJson(cwd);
  const bytes = Object.fromEntries((result.bench ?? []).map(({ name, bytesPerOp }) => [name, bytesPerOp ?? -1]));
  // An object of two fields: map, properties, elements, and the fields, 8 bytes each.
  expect(Math.abs((bytes["strings"] ?? 0) / 40_000 - 1)).toBeLessThan(0.01);
  expect(Math.abs((bytes["awaited"] ?? 0) / 40_000 - 1)).toBeLessThan(0.01);
  expect(bytes["nothing"]).toBeLessThan(1);
  const buffer = result.bench?.find(({ name }) => name === "buffer");
  expect(Math.abs((buffer?.externalBytesPerOp ?? 0) / 100_000 - 1)).toBeLessThan(0.01);
});

test("runs a file that is written for tinybench, and what it does with its results does not matter", async () => {
  const cwd = project({
    "tiny.bench.mjs": `
import { Bench } from "tinybench";
const bench = new Bench({ time: 100 });
let made = 0;
bench.add("with hooks", () => { if (made !== 1) throw new Error("not prepared: " + made); made = 2; },
  { beforeEach() { made = 1; } }).add("sum", () => [1, 2, 3].reduce((a, b) => a + b));
await bench.warmup?.();
await bench.run();
console.log(bench.tasks[0].result.no.such.thing);
`,
  });
  const { result, exitCode } = await runJson(cwd);
  expect(result.bench?.map(({ name }) => name)).toEqual(["with hooks", "sum"]);
  expect(exitCode).toBe(0);
});

test("saves a baseline, finds what has become slower, and lists and removes it", async () => {
  const work = (size: number): string => `
import { bench } from "swarmprof";
bench("work", () => { let x = 0; for (let i = 0; i < ${size}; i++) x = Math.imul(x ^ i, 16777619); return x; });
bench("gone or new ${size}", () => JSON.stringify({ a: [1, 2, 3] }));`;
  const cwd = project({ "work.bench.mjs": work(2_000) });
  const six = ["--processes", "6", "--duration", "30ms", "--warmup", "5ms"];
  const saved = await swarmprof(["run", ...six, "--save-baseline", "before"], { cwd });
  expect(saved.exitCode).toBe(0);
  writeFileSync(join(cwd, "work.bench.mjs"), work(6_000));
  const { result, exitCode } = await runJson(cwd, [...six, "--baseline", "before"]);
  expect(result.bench?.[0]?.change).toMatchObject({ verdict: "slower" });
  expect(result.bench?.[0]?.change?.ratio).toBeGreaterThan(2);
  expect(result.bench?.[0]?.processes).toBe(12); // measured again before it was believed
  expect(result.findings.map(({ rule }) => rule)).toContain("slower");
  expect(result.findings.find(({ rule }) => rule === "not-compared")?.message).toContain("gone or new 2000");
  expect(exitCode).toBe(1);
  const again = await swarmprof(["compare", "before", result.run.dir], { cwd });
  expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining("`work` is slower".replaceAll("`", ""))]);
  const list = await swarmprof(["baseline", "list"], { cwd });
  expect(list.stdout.toString()).toMatch(/^before .* 2 benches/);
  await swarmprof(["baseline", "rm", "before"], { cwd });
  expect(readdirSync(join(cwd, "profiles/baselines"))).toEqual([]);
});

test("latency under load counts from the intended start: a stall is in the percentiles of all that waited behind it", async () => {
  const cwd = project({
    "load.bench.mjs": `
import { bench } from "swarmprof";
bench("stall", { load: { rate: 500, duration: 1000 }, setup: () => ({ calls: 0 }) }, ({ state }) => {
  // The 20 calls of the warm-up come first.
  if (++state.calls === 20 + 200) for (const end = performance.now() + 400; performance.now() < end; );
});
bench("closed", { load: { concurrency: 3, duration: 200 } }, () => new Promise((resolve) => setTimeout(resolve, 10)));
bench("fails", { load: { rate: 100, duration: 200 }, setup: () => ({ calls: 0 }) }, ({ state }) => {
  if (++state.calls > 30) throw new Error("no agent");
});
`,
  });
  const { result } = await runJson(cwd, ["--processes", "1"]);
  const metric = (bench: string, name: string) =>
    result.metrics?.find((one) => one.bench === bench && one.name === name);
  expect(metric("stall", "load.latency")?.count).toBe(500);
  // 200 of the 500 are behind the stall of 400 ms: the worst of them waits all of it, the median of them half.
  const latency = metric("stall", "load.latency");
  expect(latency?.max).toBeGreaterThan(399);
  expect(latency?.p95).toBeGreaterThan(349);
  expect(latency?.p99).toBeGreaterThan(389);
  expect(metric("closed", "load.in_flight")?.max).toBe(3);
  expect(metric("closed", "load.latency")?.p50).toBeGreaterThan(9);
  expect(metric("fails", "load.failed")?.max).toBe(10);
  expect(result.bench?.map(({ kind }) => kind)).toEqual(["load", "load", "load"]);
});

test("a bench that throws, and a file that can't be loaded, are failures; the others are measured", async () => {
  const cwd = project({
    "a.bench.mjs": `import { bench } from "swarmprof";
bench("throws", () => { throw new Error("no agent answers"); }, { budgets: { time: "1s" } });
bench("works", () => 1 + Math.random());`,
    "b.bench.mjs": `import "./missing.mjs";`,
  });
  const { result, exitCode } = await runJson(cwd);
  expect(exitCode).toBe(3);
  expect(result.bench?.map(({ name }) => name)).toEqual(["works"]);
  const messages = result.findings.filter(({ rule }) => rule === "bench-failed").map(({ message }) => message);
  expect(messages).toEqual([expect.stringContaining("b.bench.mjs"), expect.stringContaining("no agent answers")]);
  expect(result.budgets).toMatchObject([{ metric: "time", verdict: "unknown" }]);
});

test("a bench that never ends is ended", async () => {
  const cwd = project({
    "a.bench.mjs": `import { bench } from "swarmprof"; bench("hangs", () => new Promise(() => setTimeout(() => {}, 1e6)));`,
  });
  const { result, exitCode } = await runJson(cwd, [...SHORT, "--timeout", "1s"]);
  expect(exitCode).toBe(3);
  expect(result.findings[0]?.message).toContain("was ended after 1 s");
});

test("--list, --filter and --shard choose benches", async () => {
  const cwd = project({ "swarm.bench.mjs": SWARM });
  const names = async (args: string[]): Promise<string[]> => {
    const { stdout } = await swarmprof(["run", "--list", ...args], { cwd });
    return stdout
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" › ")[1] ?? line);
  };
  expect(await names(["--filter", "delegate"])).toEqual(["delegate [agents=1]", "delegate [agents=10]"]);
  expect(await names(["--kind", "integration"])).toEqual(["wait"]);
  expect(await names(["--shard", "1/2"])).toEqual(["delegate [agents=1]", "wait"]);
  expect(await names(["--shard", "2/2"])).toEqual(["delegate [agents=10]"]);
});

test("a bench file that is run by plain node calls each bench once and prints a table", async () => {
  const cwd = project({ "swarm.bench.mjs": SWARM });
  const { stdout, exitCode } = await runNode(["swarm.bench.mjs"], { cwd });
  expect(exitCode).toBe(0);
  const lines = stdout.toString().split("\n");
  expect(lines.filter((line) => line.startsWith("orchestration › "))).toHaveLength(3);
  expect(stdout.toString()).toContain("task.delegation.latency");
});

test("check judges the last run again, and writes it for a job summary, as JUnit, and as annotations", async () => {
  const cwd = project({ "swarm.bench.mjs": SWARM });
  await runJson(cwd);
  const summary = join(cwd, "summary.md");
  const budgets = ["--budget", "time[wait] < 1ns", "--budget", "bytes < 1GB"];
  const { exitCode, stdout } = await swarmprof(["check", ...budgets, "--format", "md,junit,github"], {
    cwd,
    env: { ...process.env, GITHUB_STEP_SUMMARY: summary },
  });
  expect(exitCode).toBe(1);
  expect(stdout.toString()).toMatch(/^::error title=budget::time of orchestration › wait is over its budget/);
  expect(readFileSync(summary, "utf8")).toContain("| orchestration › delegate [agents=10] |");
  const junit = readdirSync(join(cwd, "reports")).find((name) => name.endsWith(".junit.xml")) ?? "";
  expect(readFileSync(join(cwd, "reports", junit), "utf8").match(/<testcase/g)).toHaveLength(3 + 2 + 4);
  expect((await swarmprof(["check"], { cwd })).exitCode).toBe(0);
});

test("the report has every bench, and no script", async () => {
  const cwd = project({ "swarm.bench.mjs": SWARM });
  const { result } = await runJson(cwd);
  const page = readFileSync(join(cwd, result.report), "utf8");
  expect(page).toContain("orchestration › delegate [agents=10]");
  expect(page).not.toContain("<script");
  expect(readFileSync(join(cwd, "reports/index.html"), "utf8")).toContain("3 benches measured");
});

test.each([
  [["run"], "No bench files here"],
  [["run", "none.bench.js"], "No such file or folder: none.bench.js"],
  [["run", "--processes", "0"], "--processes takes a number from 1 on"],
  [["run", "--kind", "huge"], "--kind takes micro,integration,load"],
  [["run", "--shard", "5/4"], "--shard takes a part such as 1/4"],
  [["run", "--budget", "time"], "A budget of a bench is METRIC [STATISTIC] < LIMIT"],
  [["run", "--baseline", "none"], 'No baseline "none"'],
  [["compare", "a", "b"], '"a" is no baseline and no run of benches'],
  [["check"], "No benches have been measured here"],
  [["run", "--format", "pdf"], "--format takes json,md,junit,github"],
  [["baseline", "rm"], "Say which baseline"],
  [["baseline", "rm", "none"], 'No baseline "none"'],
])("answers %j with one clear line and exit code 2", async (args, message) => {
  const cwd = emptyFolder();
  const { exitCode, stderr } = await swarmprof(args, { cwd });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
  expect(readdirSync(cwd)).toEqual([]);
});
