import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, program, swarmprof } from "../support/swarmprof.ts";

test.each([
  [[], "Say what to do"],
  [["cpu"], "Not enough non-option arguments"],
  [["fly"], "fly"],
  [["cpu", "missing.js"], "No such program: missing.js"],
  [["cpu", "folder"], "folder is a folder"],
  [["cpu", "notes.txt"], "notes.txt is no Node program"],
  [["cpu", "bench.js", "--interval", "fast"], '--interval takes a time such as 500us, 20ms or 30s, not "fast"'],
  [["cpu", "bench.js", "--interval", "-5"], "--interval takes a time"],
  [["cpu", "bench.js", "--timeout", "0"], "--timeout takes a time"],
  [["cpu", "bench.js", "--iterations", "many"], '--iterations takes a whole number, not "many"'],
  [["cpu", "bench.js", "--tiemout", "3s"], "tiemout"],
  [["cpu", "bench.js", "one"], "What is meant for the program goes after --"],
  [["cpu", "bench.js", "--out", "notes.txt"], "Choose a folder with --out"],
  [["mem"], "Say which program: swarmprof mem bench.js, or swarmprof mem -- command"],
  [["mem", "--", "no-such-command"], "No such command: no-such-command"],
  [["mem", "bench.js", "--budget", "memory.peak"], "--budget takes METRIC=LIMIT"],
  [["mem", "bench.js", "--budget", "memory.peek=1MB"], "Did you mean memory.peak?"],
  [["mem", "bench.js", "--budget", "memory.peak=much"], "takes a size such as 512KiB, 200MB or 1.5GB"],
  [["mem", "bench.js", "--heap-interval", "1B"], "--heap-interval takes a size from 1KiB to 1GiB"],
  [["mem", "bench.js", "--repeat", "9", "--no-forced-gc"], "leave out --no-forced-gc"],
])("answers %j with one clear line and exit code 2, and writes nothing", async (args, message) => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "folder"));
  writeFileSync(join(cwd, "notes.txt"), "");
  writeFileSync(join(cwd, "bench.js"), "");
  const { exitCode, stdout, stderr } = await swarmprof(args, { cwd });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
  expect(stdout.toString()).toBe("");
  expect(readdirSync(cwd).sort()).toEqual(["bench.js", "folder", "notes.txt"]);
});

test("says so where the flags for registered benches have no effect", async () => {
  const { exitCode, stderr } = await swarmprof(["cpu", "--iterations", "5", "--warmup", "1", program("short.cjs")]);
  expect(exitCode).toBe(0);
  expect(stderr).toContain("registers no bench: --iterations, --warmup had no effect");
});

test("is quiet where it is told to be", async () => {
  const { stderr, stdout } = await swarmprof(["cpu", "--quiet", program("short.cjs")]);
  expect(stderr).toBe("");
  expect(stdout.toString()).toBe("");
});

test("prints no escape sequences where stderr is no terminal, and none that come from the program's names", async () => {
  const cwd = emptyFolder();
  const hostile =
    "x = { ['\\u001b[2J']() { for (let i = 0, e = Date.now() + 200; Date.now() < e; i++); } }; x['\\u001b[2J']()";
  writeFileSync(join(cwd, "bench.js"), hostile);
  const { stderr } = await swarmprof(["cpu", "bench.js"], { cwd });
  expect(stderr).not.toContain("\u001b");
});

test.each([["--help"], ["cpu --help"], ["--version"]])("answers %s", async (args) => {
  const { exitCode, stdout } = await swarmprof(args.split(" "));
  expect(exitCode).toBe(0);
  expect(stdout.toString()).not.toBe("");
});
