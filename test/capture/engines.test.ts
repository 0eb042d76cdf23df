// Engines that are npm packages: there, missing, or not built. What needs a native build is left out where there is none.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseCpuProfile } from "../../src/formats/cpuprofile.ts";
import { engines } from "../../src/verbs/engines.ts";
import { cpuJson, emptyFolder, program, runNode, swarmprof, totalMs } from "../support/swarmprof.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const usable = new Set(engines().engines.flatMap(({ name, usable: works }) => (works ? [name] : [])));

describe.skipIf(!usable.has("v8-profiler-next"))("v8-profiler-next", () => {
  test("gives four agents their CPU time, to 10 % and 10 ms, and says that it took the samples", async () => {
    const { result, stderr } = await cpuJson(["--engine", "v8-profiler-next", program("agents.cjs")]);
    const truth = { plannerThinks: 100, coderThinks: 200, reviewerThinks: 300, testerThinks: 400 };
    for (const [name, ms] of Object.entries(truth)) {
      expect(Math.abs(totalMs(result, name) - ms), `${name} ${stderr}`).toBeLessThan(10 + ms * 0.1);
    }
    expect(result.cpu.lostMs).toBe(0);
  });

  test("names functions, files, lines and columns as the inspector does", async () => {
    const places = async (engine: string): Promise<string[]> => {
      const { result } = await cpuJson(["--engine", engine, program("agents.cjs")]);
      const own = result.cpu.hotspots.filter(({ kind, totalMs: ms }) => kind === "own" && ms > 50);
      return own.map(({ function: name, file, line, column }) => `${name} ${file}:${line}:${column}`).sort();
    };
    expect(await places("v8-profiler-next")).toEqual(await places("inspector"));
  });

  test("records worker threads, whether they end early, are terminated or sleep", async () => {
    const { result } = await cpuJson(["--engine", "v8-profiler-next", program("workers.cjs")]);
    const names = result.cpu.threads.map((thread) => thread.name || thread.thread).sort();
    expect(names).toEqual(["asleep", "early", "main", "nested", "outer", "victim"]);
    expect(totalMs(result, "earlyWork")).toBeGreaterThan(80);
    expect(result.cpu.lostMs).toBe(0);
  });

  test("records child processes", async () => {
    const { result } = await cpuJson(["--engine", "v8-profiler-next", program("children.cjs")]);
    for (const name of ["forked", "spawned", "executed"]) expect(totalMs(result, name), name).toBeGreaterThan(75);
  });

  test("is not seen by a program that looks around", async () => {
    const cwd = emptyFolder();
    const plain = await runNode([program("looks-around.cjs"), "with-worker"], { cwd });
    const args = ["cpu", "--engine", "v8-profiler-next", program("looks-around.cjs"), "--", "with-worker"];
    const profiled = await swarmprof(args, { cwd });
    expect(profiled.stdout.toString()).toBe(plain.stdout.toString());
  });
});

describe.skipIf(!usable.has("0x"))("0x", () => {
  test("tells native code and tiers, in worker threads too, and leaves stdout to the program", async () => {
    const { result, stderr, cwd } = await cpuJson(["--engine", "0x", program("tiers.cjs")]);
    expect(stderr).toContain("done true");
    expect(stderr).not.toContain("bailout");
    const threads = result.cpu.threads.filter(({ cpuMs }) => cpuMs > 150);
    expect(threads.map(({ thread }) => thread)).toEqual(["main", "worker-2"]);
    const [loop] = result.cpu.hotspots.filter(({ function: name }) => name === "optimisedLoop");
    expect(loop?.kind).toBe("own");
    const nativeMs = result.cpu.hotspots.reduce((sum, { kind, selfMs }) => sum + (kind === "native" ? selfMs : 0), 0);
    expect(nativeMs).toBeGreaterThan(100);
    expect(optimisedShare(join(cwd, result.run.dir), "optimisedLoop")).toBeGreaterThan(0.8);
    // The logs hold the program's source.
    expect(readdirSync(join(cwd, result.run.dir))).not.toContain("0x");
  });

  test("gives four agents their CPU time, to a quarter: some of its samples have no caller", async () => {
    const { result } = await cpuJson(["--engine", "0x", program("agents.cjs")]);
    for (const [name, ms] of Object.entries({ coderThinks: 200, reviewerThinks: 300, testerThinks: 400 })) {
      expect(Math.abs(totalMs(result, name) - ms), name).toBeLessThan(10 + ms * 0.25);
    }
  });

  test("keeps its logs and its own flamegraph of every thread where that is wanted", async () => {
    const { result, stderr, cwd } = await cpuJson(["--engine", "0x", "--keep", program("tiers.cjs")]);
    const kept = Array.from(stderr.matchAll(/^kept +(.*flamegraph\.html)$/gm), ([, file = ""]) => join(cwd, file));
    expect(kept).toHaveLength(2);
    for (const file of kept) expect(readFileSync(file, "utf8")).toContain("optimisedLoop");
    expect(result.run.dir).not.toBe("");
  });
});

describe.skipIf(!usable.has("perf"))("perf", () => {
  test("tells native code and tiers in one stack with JavaScript, in worker threads too", async () => {
    const { result, cwd } = await cpuJson(["--engine", "perf", program("tiers.cjs")]);
    const threads = result.cpu.threads.filter(({ cpuMs }) => cpuMs > 60);
    expect(threads.map(({ thread }) => thread)).toEqual(["main", "worker-2"]);
    const sha = result.cpu.hotspots.find(({ function: name }) => /sha512/i.test(name));
    expect(sha?.kind).toBe("native");
    // More than its own code takes: what it calls is below it.
    expect(totalMs(result, "nativeWork")).toBeGreaterThan(20);
    expect(optimisedShare(join(cwd, result.run.dir), "optimisedLoop")).toBeGreaterThan(0.8);
    expect(readdirSync(cwd).sort()).toEqual(["profiles", "reports"]);
  });

  test("gives a program its CPU time, to 10 %: functions that V8 has inlined are in those that they are in", async () => {
    const { result } = await cpuJson(["--engine", "perf", program("agents.cjs")]);
    expect(Math.abs(totalMs(result, "executeUserEntryPoint") - 1_000)).toBeLessThan(100);
    expect(totalMs(result, "testerThinks")).toBeLessThan(460);
  });

  test("records child processes, and is not seen by a program that looks around", async () => {
    const { result } = await cpuJson(["--engine", "perf", program("children.cjs")]);
    for (const name of ["forked", "spawned", "executed"]) expect(totalMs(result, name), name).toBeGreaterThan(60);
    const cwd = emptyFolder();
    const plain = await runNode([program("looks-around.cjs"), "with-worker"], { cwd });
    const args = ["cpu", "--engine", "perf", program("looks-around.cjs"), "--", "with-worker"];
    expect((await swarmprof(args, { cwd })).stdout.toString()).toBe(plain.stdout.toString());
  });
});

test("perf that the machine has not is one clear line, and the program is not started", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "bench.cjs"), "console.log('has run')");
  const { exitCode, stderr, stdout } = await swarmprof(["cpu", "--engine", "perf", "bench.cjs"], {
    cwd,
    env: { ...process.env, PATH: cwd },
  });
  expect(stderr).toMatch(/^swarmprof: perf is not installed on this machine\. .*\n$/);
  expect([exitCode, stdout.toString()]).toEqual([2, ""]);
});

describe("an engine that is not there", () => {
  test("is named with its package and the next step, and the program is not started", async () => {
    const alone = withoutPackages();
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "bench.cjs"), "console.log('has run')");
    const { exitCode, stderr, stdout } = await runNode([alone, "cpu", "--engine", "v8-profiler-next", "bench.cjs"], {
      cwd,
    });
    expect(stderr).toBe(
      "swarmprof: v8-profiler-next is not installed. Install it: npm install --save-dev v8-profiler-next\n",
    );
    expect([exitCode, stdout.toString()]).toEqual([2, ""]);
  });

  test("is named with the reason where its native part was built for something else", async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "package.json"), "{}");
    writeFileSync(join(cwd, "bench.cjs"), "console.log('has run')");
    brokenBuild(join(cwd, "node_modules/v8-profiler-next"));
    const { exitCode, stderr, stdout } = await runNode(
      [withoutPackages(), "cpu", "--engine", "v8-profiler-next", "bench.cjs"],
      { cwd },
    );
    expect(stderr).toMatch(
      /^swarmprof: .*v8-profiler-next.* does not load in Node v[\d.]+: .*npm rebuild v8-profiler-next.*\n$/,
    );
    expect([exitCode, stdout.toString()]).toEqual([2, ""]);
  });

  test("leaves all else as it is: engines says so, and the inspector works", async () => {
    const alone = withoutPackages();
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "bench.cjs"), "for (const end = Date.now() + 100; Date.now() < end;);");
    const listed = await runNode([alone, "engines", "--json"], { cwd });
    const { engines: all } = JSON.parse(listed.stdout.toString()) as { engines: { name: string; usable: boolean }[] };
    expect(all.find(({ name }) => name === "inspector")?.usable).toBe(true);
    expect(all.find(({ name }) => name === "v8-profiler-next")).toMatchObject({
      installed: false,
      version: null,
      usable: false,
    });
    expect((await runNode([alone, "cpu", "--quiet", "bench.cjs"], { cwd })).exitCode).toBe(0);
  });
});

/** Of a function's samples in the main thread, the share in optimised code. */
function optimisedShare(runDir: string, name: string): number {
  const [pid = ""] = readdirSync(runDir).filter((entry) => /^\d+$/.test(entry));
  const profile = parseCpuProfile(readFileSync(join(runDir, pid, "main/cpu-0001.cpuprofile"), "utf8"), "main");
  const own = Array.from(profile.samples, (node) => profile.frames[node]).filter((frame) => frame?.name === name);
  return own.filter((frame) => frame?.tier === "optimised" || frame?.tier === "maglev").length / own.length;
}

/** swarmprof as it is where no optional package is installed. @returns its command line */
function withoutPackages(): string {
  const folder = emptyFolder();
  cpSync(join(ROOT, "dist"), join(folder, "dist"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
  mkdirSync(join(folder, "node_modules/@jridgewell"), { recursive: true });
  for (const name of ["trace-mapping", "resolve-uri", "sourcemap-codec"]) {
    symlinkSync(join(ROOT, "node_modules/@jridgewell", name), join(folder, "node_modules/@jridgewell", name));
  }
  return join(folder, "dist/cli/main.js");
}

function brokenBuild(dir: string): void {
  const { modules } = process.versions;
  const build = join(dir, "build/binding/Release", `node-v${modules}-${process.platform}-${process.arch}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(build, { recursive: true });
  writeFileSync(join(dir, "package.json"), '{ "name": "v8-profiler-next", "version": "1.10.0" }');
  writeFileSync(join(build, "profiler.node"), "built for something else");
}
