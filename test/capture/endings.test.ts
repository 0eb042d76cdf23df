// However a program ends, what was recorded until then is there, and the run says how it ended.
import { describe, expect, test } from "vitest";
import { cpuJson, emptyFolder, program, totalMs } from "../support/swarmprof.ts";

const ends = program("ends.cjs");

describe("keeps all of", () => {
  test.each([
    ["process.exit()", "exit", 7],
    ["process.exit() in an exit listener", "exit-listener", 9],
    ["an uncaught exception", "uncaught", 1],
    ["an unhandled rejection", "rejection", 1],
  ])("%s", async (_, how, targetExitCode) => {
    const { result, exitCode } = await cpuJson([ends, "--", how]);
    expect(exitCode).toBe(3);
    expect(result.run).toMatchObject({ status: "failed", target: { exitCode: targetExitCode, signal: null } });
    expect(totalMs(result, "workBeforeTheEnd")).toBeGreaterThan(270);
    expect(totalMs(result, "workBeforeTheEnd")).toBeLessThan(340);
    expect(result.cpu.lostMs).toBe(0);
    expect(result.findings[0]).toMatchObject({ rule: "target-failed", severity: "error" });
  });
});

describe("keeps all but the last chunk of", () => {
  test.each([
    ["SIGKILL", "sigkill", "SIGKILL"],
    ["SIGTERM", "sigterm", "SIGTERM"],
    ["a native abort", "abort", "SIGABRT"],
  ])("%s", async (_, how, signal) => {
    const { result, exitCode } = await cpuJson([ends, "--", how, "1800"]);
    expect(exitCode).toBe(3);
    expect(result.run).toMatchObject({ status: "killed", target: { exitCode: null, signal } });
    const kept = totalMs(result, "workBeforeTheEnd");
    expect(kept).toBeGreaterThan(500);
    expect(result.cpu.lostMs).toBeGreaterThan(300);
    // What is recorded and what is lost make up the whole, but for the start of Node.
    const covered = (result.cpu.threads[0]?.recordedMs ?? 0) + result.cpu.lostMs;
    const { wallMs } = result.run.target;
    expect(covered).toBeLessThanOrEqual(wallMs ?? 0);
    expect(covered).toBeGreaterThan((wallMs ?? 0) * 0.8);
  });

  test("an abort for want of memory", async () => {
    const env = { ...process.env, NODE_OPTIONS: "--max-old-space-size=192" };
    const { result, exitCode } = await cpuJson([ends, "--", "out-of-memory", "1500"], { env });
    expect(exitCode).toBe(3);
    expect(result.run.status).toBe("killed");
    expect(totalMs(result, "workBeforeTheEnd")).toBeGreaterThan(500);
    expect(result.cpu.lostMs).toBeGreaterThan(0);
  });
});

describe("ends", () => {
  test("an endless synchronous loop at its timeout, and keeps everything", async () => {
    const { result, exitCode } = await cpuJson(["--timeout", "1500ms", ends, "--", "loop", "1"]);
    expect(exitCode).toBe(3);
    expect(result.run.status).toBe("timed-out");
    expect(totalMs(result, "workBeforeTheEnd")).toBeGreaterThan(400);
    expect(result.cpu.lostMs).toBeLessThan(300);
  });

  test("the target on Ctrl-C, with exit code 130, and keeps everything", async () => {
    const { result, exitCode } = await cpuJson([ends, "--", "loop", "1"], {
      during: (child) => setTimeout(() => child.kill("SIGINT"), 2_000),
    });
    expect(exitCode).toBe(130);
    expect(result.run.status).toBe("interrupted");
    expect(totalMs(result, "workBeforeTheEnd")).toBeGreaterThan(400);
    expect(result.cpu.lostMs).toBeLessThan(300);
  });
});

test("a second run in the same folder leaves the first alone", async () => {
  const cwd = emptyFolder();
  const first = await cpuJson([program("short.cjs")], { cwd });
  const second = await cpuJson([program("short.cjs")], { cwd });
  expect(second.result.run.dir).not.toBe(first.result.run.dir);
  expect(second.result.report).not.toBe(first.result.report);
});
