import { mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ResultDocument } from "../../src/report/result-document.ts";
import { FOREIGN_FILES } from "../support/foreign-files.ts";
import { emptyFolder, swarmprof } from "../support/swarmprof.ts";

async function imported(files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]) {
  const cwd = emptyFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  const finished = await swarmprof(["import", "--json", ...Object.keys(files), ...args], { cwd });
  const result = (): ResultDocument => JSON.parse(finished.stdout.toString()) as ResultDocument;
  return { ...finished, cwd, result };
}

const fileOf = (format: string): string | Uint8Array => FOREIGN_FILES[format] ?? "";

test("makes a run of a CPU profile, with its times, and a report that says what is unknown", async () => {
  const { result, exitCode } = await imported({ "a.txt": fileOf("cpuprofile") });
  expect(exitCode).toBe(0);
  const { run, cpu, findings } = result();
  expect(run).toMatchObject({ bench: "a.txt", status: "complete", target: { exitCode: null, wallMs: null } });
  expect(cpu).toMatchObject({ cpuMs: 5, waitMs: 1 });
  expect(cpu?.threads).toMatchObject([{ label: "main", osCpuMs: null, recordedMs: 6 }]);
  expect(cpu?.hotspots.map(({ function: name, selfMs }) => [name, selfMs])).toContainEqual(["main", 1]);
  expect(cpu?.unit).toBeUndefined();
  expect(findings.map(({ rule }) => rule)).not.toContain("target-failed");
});

test("says samples, not time, where samples are all there is", async () => {
  const { result } = await imported({ stacks: fileOf("collapsed stacks") });
  expect(result().cpu).toMatchObject({ unit: "samples", cpuMs: 12 });
  expect(result().findings[0]?.message).toBe("58 % of the samples is in `rest`, ../../a.js:3");
  const inMs = await imported({ stacks: fileOf("collapsed stacks") }, "--unit", "ms");
  expect(inMs.result().cpu?.unit).toBeUndefined();
});

test("makes memory of a heap profile, and of no process anything", async () => {
  const { result } = await imported({ h: fileOf("heapprofile") });
  const { memory, cpu } = result();
  expect(cpu).toBeUndefined();
  expect(memory).toMatchObject({ peakRssBytes: null, processes: [] });
  expect(memory?.live?.totalBytes).toBe(21_000);
});

test("joins several files into one run, packed ones too, and all of a folder that are profiles", async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "profiles-of-node"));
  const inFolder = (name: string): string => join(cwd, "profiles-of-node", name);
  writeFileSync(inFolder("CPU.20261123.081728.4711.0.001.cpuprofile"), fileOf("cpuprofile"));
  writeFileSync(inFolder("CPU.20261123.081728.4711.1.002.cpuprofile"), gzipSync(fileOf("cpuprofile")));
  writeFileSync(inFolder("page.html"), "<html>");
  writeFileSync(join(cwd, "other.json"), fileOf("speedscope"));
  const { stdout, stderr } = await swarmprof(["import", "--json", "profiles-of-node", "other.json", "--name", "both"], {
    cwd,
  });
  expect(stderr).toBe("");
  const { run, cpu } = JSON.parse(stdout.toString()) as ResultDocument;
  expect(run.bench).toBe("both");
  expect(cpu?.threads.map(({ label }) => label).sort()).toEqual([
    "process 4 main",
    "process 4711 main",
    "process 4711 thread 1",
  ]);
  expect(cpu?.agents).toEqual([]);
});

test.each(Object.keys(FOREIGN_FILES))("reads a %s from the command line", async (name) => {
  const { exitCode, stderr, result } = await imported({ file: fileOf(name) });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  expect(result().verb).toBe("import");
});

test.each([
  [{ empty: "" }, "empty is empty"],
  [{ page: "<html>" }, "page is in no format that is known here"],
  [{ cut: fileOf("cpuprofile").slice(0, 300) }, "cut can't be read as JSON"],
  [{ heap: '{"snapshot":{"meta":{}}}' }, "heap is a heap snapshot. Read it with: swarmprof heap heap"],
  [{ a: fileOf("collapsed stacks"), b: fileOf("cpuprofile") }, "Import them one by one"],
])("answers what it can't read with one line and exit code 2, and writes nothing", async (files, message) => {
  const { exitCode, stderr, cwd } = await imported(files);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
  expect(readdirSync(cwd).sort()).toEqual(Object.keys(files).sort());
});

test("refuses JSON that is larger than can be read, before it reads it", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "large"), '{"nodes":[');
  truncateSync(join(cwd, "large"), 500_000_000);
  const { exitCode, stderr } = await swarmprof(["import", "large"], { cwd });
  expect(stderr).toBe(
    "swarmprof: large can't be read as JSON: it is 500 MB of JSON, and no more than 200 MB can be read here\n",
  );
  expect(exitCode).toBe(2);
});

test("names a file that is not there, and a folder without profiles", async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "folder"));
  expect((await swarmprof(["import", "missing"], { cwd })).stderr).toContain("No such file: missing");
  expect((await swarmprof(["import", "folder"], { cwd })).stderr).toContain(
    "Of the 0 files in folder none is a profile",
  );
});
