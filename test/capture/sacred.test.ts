// Profiling must not change what a program prints, sees, or how it ends.
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cpuJson, emptyFolder, program, runNode, swarmprof } from "../support/swarmprof.ts";

test("a program that looks around sees the same with and without the profiler", async () => {
  const cwd = emptyFolder();
  const plain = await runNode([program("looks-around.cjs")], { cwd });
  const profiled = await swarmprof(["cpu", program("looks-around.cjs")], { cwd });
  expect(profiled.stdout.toString()).toBe(plain.stdout.toString());
  expect(profiled.exitCode).toBe(0);
});

test("a worker with options of its own sees these and no others; only its number differs", async () => {
  const cwd = emptyFolder();
  const plain = await runNode([program("looks-around.cjs"), "with-worker"], { cwd });
  const profiled = await swarmprof(["cpu", program("looks-around.cjs"), "--", "with-worker"], { cwd });
  expect(profiled.stdout.toString()).toBe(plain.stdout.toString());
});

test("binary data pass through stdin and stdout whole", async () => {
  const cwd = emptyFolder();
  const file = join(cwd, "echo.cjs");
  writeFileSync(
    file,
    "const { readFileSync, writeSync } = require('fs'); let b = readFileSync(0); for (let i = 0; i < b.length;) { try { i += writeSync(1, b, i) } catch (e) { if (e.code !== 'EAGAIN') throw e } }",
  );
  const stdin = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3));
  const { stdout } = await swarmprof(["cpu", "--quiet", file], { cwd, stdin });
  expect(stdout.equals(stdin)).toBe(true);
});

test("stdout stays the program's; with --json it moves to stderr and stdout is one document", async () => {
  const cwd = emptyFolder();
  const file = join(cwd, "hello.cjs");
  writeFileSync(file, "console.log('hello'); process.exitCode = 5");
  const people = await swarmprof(["cpu", file], { cwd });
  expect(people.stdout.toString()).toBe("hello\n");
  const scripts = await cpuJson([file], { cwd });
  expect(scripts.stderr).toContain("hello\n");
  expect(scripts.result.run.target.exitCode).toBe(5);
});

test("an uncaught exception prints what it prints without the profiler", async () => {
  const cwd = emptyFolder();
  const file = join(cwd, "throws.mjs");
  writeFileSync(file, "function deep() { throw new TypeError('on purpose') }\ndeep()");
  const plain = await runNode([file], { cwd });
  const profiled = await swarmprof(["cpu", "--quiet", file], { cwd });
  expect(profiled.stderr).toBe(plain.stderr);
});

test("a program that freezes process, and replaces what the probe uses, runs as it does without", async () => {
  const cwd = emptyFolder();
  const file = join(cwd, "hostile.cjs");
  writeFileSync(
    file,
    `Object.freeze(process); Object.freeze(Object.prototype);
     const fail = () => { throw new Error("replaced") };
     const keep = JSON.stringify; JSON.stringify = JSON.parse = fail;
     for (const name of ["openSync", "writeSync", "closeSync", "renameSync", "mkdirSync"]) require("fs")[name] = fail;
     setTimeout(() => console.log("later"), 50);`,
  );
  const { stdout, exitCode } = await swarmprof(["cpu", file], { cwd });
  expect(stdout.toString()).toBe("later\n");
  expect(exitCode).toBe(0);
});

test("nothing is written beside profiles/ and reports/, and no environment is copied", async () => {
  const cwd = realpathSync(emptyFolder("a path with spaces and 🐝 "));
  mkdirSync(join(cwd, "src"));
  const file = join(cwd, "src", "bench 🐝.cjs");
  writeFileSync(file, "let x = 0; for (let i = 0; i < 1e7; i++) x += i; console.log(x)");
  const secret = "s3cr3t-of-the-environment";
  const { result, exitCode } = await cpuJson([join("src", "bench 🐝.cjs")], {
    cwd,
    env: { ...process.env, API_KEY: secret },
  });
  expect(exitCode).toBe(0);
  const { readdirSync, readFileSync } = await import("node:fs");
  expect(readdirSync(cwd).sort()).toEqual(["profiles", "reports", "src"]);
  const written = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(written.length).toBeGreaterThan(5);
  for (const entry of written) {
    expect(readFileSync(join(entry.parentPath, entry.name), "utf8")).not.toContain(secret);
  }
  expect(result.report).toMatch(/^reports\/.*\.html$/);
});

test("arguments reach the program as they were typed", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "args.cjs"), "console.log(JSON.stringify(process.argv.slice(2)))");
  const args = ["007", "1e3", "--x=1", "0x10", "1.50", "--", "", "-v"];
  const { stdout } = await swarmprof(["cpu", "args.cjs", "--", ...args], { cwd });
  expect(JSON.parse(stdout.toString())).toEqual(args);
});

test("workers may be given options by getters, an environment where Node has flags, and tell their exit code", async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, "options.cjs"),
    `const { fork } = require("child_process"); const { Worker } = require("worker_threads");
     if (process.argv[2] === "child") {
       new Worker("console.log(JSON.stringify(process.env), process.execArgv.join())", { eval: true, env: { A: "1" } });
     } else {
       class Options { get eval() { return true } get workerData() { return 42 } }
       const worker = new Worker("console.log(require('worker_threads').workerData); setInterval(() => {}, 100)", new Options());
       worker.once("online", () => setTimeout(async () => {
         console.log(await worker.terminate());
         fork(__filename, ["child"], { execArgv: ["--max-old-space-size=200", "--stack-size=900"] });
       }, 100));
     }`,
  );
  const plain = await runNode(["options.cjs"], { cwd });
  const profiled = await swarmprof(["cpu", "options.cjs"], { cwd });
  expect(profiled.stdout.toString()).toBe(plain.stdout.toString());
});

test("children get the environment that they are given, what it inherits included", async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, "inherits.cjs"),
    `const env = Object.create({ INHERITED: "yes", PATH: process.env.PATH });
     console.log(require("child_process").execSync("echo $INHERITED", { env, encoding: "utf8" }));`,
  );
  const { stdout } = await swarmprof(["cpu", "inherits.cjs"], { cwd });
  expect(stdout.toString()).toBe("yes\n\n");
});

test("a worker that runs out of memory is no reason to wait at the end", async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, "worker-oom.cjs"),
    `const { Worker } = require("worker_threads");
     const worker = new Worker("const kept = []; for (;;) kept.push(Array.from({ length: 100 }, (_, i) => ({ i })))", { eval: true, resourceLimits: { maxOldGenerationSizeMb: 24 } });
     worker.on("error", (error) => console.log(error.code));`,
  );
  const { result, stderr } = await cpuJson(["worker-oom.cjs"], { cwd });
  expect(stderr).toContain("ERR_WORKER_OUT_OF_MEMORY");
  const [main, worker] = result.cpu.threads;
  expect(main?.lostMs).toBe(0);
  expect(worker?.lostMs).toBeGreaterThan(0);
});
