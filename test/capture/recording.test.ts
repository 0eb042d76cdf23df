// What is recorded of real programs whose truth is known.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cpuJson, program, selfMs, totalMs } from "../support/swarmprof.ts";

describe("a main thread", () => {
  test("gives four agents of 50, 100, 150 and 200 ms a round their CPU time, to 10 % and 10 ms", async () => {
    const { result } = await cpuJson([program("agents.cjs")]);
    const truth = { plannerThinks: 100, coderThinks: 200, reviewerThinks: 300, testerThinks: 400 };
    for (const [name, ms] of Object.entries(truth)) {
      expect(Math.abs(totalMs(result, name) - ms), name).toBeLessThan(10 + ms * 0.1);
    }
  });

  test("adds up to what the operating system counted for the thread, to 5 %", async () => {
    const { result } = await cpuJson([program("agents.cjs")]);
    const [main] = result.cpu.threads;
    expect(result.cpu.cpuMs / (main?.osCpuMs ?? 0)).toBeGreaterThan(0.95);
    expect(result.cpu.cpuMs).toBeLessThanOrEqual((main?.osCpuMs ?? 0) * 1.001);
  });

  test("is recorded, and cut, while it is blocked for its whole life", async () => {
    const { result, cwd } = await cpuJson([program("blocked.cjs")]);
    const thread = join(cwd, result.run.dir, String(result.cpu.threads[0]?.pid), "main");
    const chunks = readdirSync(thread).filter((name) => name.endsWith(".cpuprofile"));
    expect(chunks.length).toBeGreaterThanOrEqual(2);
    expect(totalMs(result, "neverReturns")).toBeGreaterThan(3_800);
    expect(totalMs(result, "neverReturns")).toBeLessThan(4_200);
    expect(result.cpu.lostMs).toBe(0);
  });

  test("is recorded whole where it lasts 30 ms", async () => {
    const { result } = await cpuJson([program("short.cjs")]);
    expect(totalMs(result, "burn")).toBeGreaterThan(20);
    expect(totalMs(result, "burn")).toBeLessThan(45);
  });

  test("shows waiting as waiting, also in calls that V8 takes for work", async () => {
    const { result } = await cpuJson([program("asleep.cjs")]);
    expect(totalMs(result, "works")).toBeGreaterThan(180);
    expect(totalMs(result, "works")).toBeLessThan(230);
    expect(totalMs(result, "waits")).toBeLessThan(40);
    expect(totalMs(result, "waitsForChild")).toBeLessThan(40);
    expect(result.cpu.threads[0]?.waitMs).toBeGreaterThan(1_000);
    expect(result.cpu.sampledMs).toBeGreaterThan(result.cpu.cpuMs + 900);
  });
});

describe("worker threads", () => {
  test("are recorded, whether they end early, are terminated, sleep, or have a worker for a parent", async () => {
    const { result, stderr } = await cpuJson([program("workers.cjs")]);
    const { burnt } = JSON.parse(/\{"burnt":\d+\}/.exec(stderr)?.[0] ?? "{}") as { burnt: number };
    const byName = Object.fromEntries(result.cpu.threads.map((thread) => [thread.name || thread.thread, thread]));
    expect(Object.keys(byName).sort()).toEqual(["asleep", "early", "main", "nested", "outer", "victim"]);
    expect(totalMs(result, "earlyWork")).toBeGreaterThan(85);
    expect(totalMs(result, "earlyWork")).toBeLessThan(125);
    expect(totalMs(result, "nestedWork")).toBeGreaterThan(85);
    expect(totalMs(result, "terminatedWork")).toBeGreaterThan(burnt * 0.9);
    expect(byName["asleep"]?.cpuMs).toBeLessThan(80);
    expect(byName["asleep"]?.waitMs).toBeGreaterThan(50);
    expect(result.cpu.lostMs).toBe(0);
  });

  test.each(["pool-tinypool.mjs", "pool-workerpool.cjs", "pool-poolifier.mjs"])(
    "of %s keep the work of all their tasks, and none of their waiting",
    async (pool) => {
      const { result, exitCode, stderr } = await cpuJson([program(pool)]);
      expect(exitCode, stderr).toBe(0);
      expect(Math.abs(totalMs(result, "burn") - 40 * 25)).toBeLessThan(100);
      expect(result.cpu.threads.filter(({ thread }) => thread !== "main")).toHaveLength(2);
      expect(result.cpu.lostMs).toBe(0);
    },
  );

  test("make their last cut when the main thread calls process.exit()", async () => {
    const { result } = await cpuJson([program("ends.cjs"), "--", "exit-with-workers", "1"]);
    expect(totalMs(result, "workerWork")).toBeGreaterThan(180);
    expect(result.cpu.lostMs).toBe(0);
  });
});

test("child processes are recorded, however they are started and whatever environment they are given", async () => {
  const { result, exitCode } = await cpuJson([program("children.cjs")]);
  expect(exitCode).toBe(0);
  for (const name of ["forked", "spawned", "bare", "spawnedSync", "executed", "shelled", "clustered"]) {
    expect(totalMs(result, name), name).toBeGreaterThan(80);
    expect(totalMs(result, name), name).toBeLessThan(130);
  }
  expect(new Set(result.cpu.threads.map(({ pid }) => pid)).size).toBe(8);
});

test("children that work on messages, and are killed by their parent, keep all their work", async () => {
  const { result, exitCode } = await cpuJson([program("pool-processes.cjs")]);
  expect(exitCode).toBe(0);
  expect(Math.abs(totalMs(result, "messagedTask") - 500)).toBeLessThan(60);
});

test("a program in TypeScript is shown where it was written", async () => {
  const { result, exitCode, stderr } = await cpuJson([program("typed.ts")]);
  expect(exitCode, stderr).toBe(0);
  const [top] = result.cpu.hotspots;
  expect(top).toMatchObject({ function: "rankTasks", line: 16, kind: "own" });
  expect(top?.file).toMatch(/test\/fixtures\/programs\/typed\.ts$/);
  expect(selfMs(result, "rankTasks")).toBeGreaterThan(0);
});
