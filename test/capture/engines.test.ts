// Engines that are npm packages: there, missing, or not built. What needs a native build is left out where there is none.
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
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
