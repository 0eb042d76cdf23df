import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Profile } from "pprof-format";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProfileSet } from "../../src/run/profile-set.ts";
import { collapsedOf } from "../support/collapsed-of.ts";
import { readText } from "../support/read-text.ts";
import { type CpuDocument, cpuJson, swarmprof } from "../support/swarmprof.ts";

/** Two agents of which one does twice as much, a worker, and memory: recorded once for all tests. */
const PROGRAM = `
import { Worker, isMainThread } from "node:worker_threads";
function burn(ms) { const end = process.hrtime.bigint() + BigInt(ms) * 1000000n; while (process.hrtime.bigint() < end); }
class Planner {
  constructor(id) { this.id = id; this.kept = []; }
  plan(ms) { for (let i = 0; i < 20000; i++) this.kept.push({ i, text: "x" + i }); burn(ms); }
}
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { name: "helper" });
  const planners = [new Planner("a"), new Planner("b")];
  for (let i = 0; i < 4; i++) { planners[0].plan(60); planners[1].plan(30); }
  await new Promise((done) => worker.once("exit", done));
  if (planners[0].kept.length === 0) throw new Error("nothing kept");
} else burn(150);
`;
let cwd = "";
let recorded: CpuDocument;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "swarmprof-export-"));
  writeFileSync(join(cwd, "swarm.mjs"), PROGRAM);
  recorded = (await cpuJson(["--mem", "--agent-class", "Planner", "--heap-interval", "64KiB", "swarm.mjs"], { cwd }))
    .result;
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function exported(to: string, ...args: string[]): Promise<string[]> {
  const { exitCode, stderr } = await swarmprof(["export", "swarm", "--to", to, ...args], { cwd });
  expect(exitCode, stderr).toBe(0);
  return stderr.trimEnd().split("\n");
}

const read = (file = ""): Buffer => readFileSync(join(cwd, file));
const agentMs = (id: string): number => recorded.cpu.agents?.find((agent) => agent.id === id)?.cpuMs ?? 0;
const timeUs = ({ threads }: ProfileSet): number =>
  threads.reduce((sum, { time }) => sum + ((time?.profile.endUs ?? 0) - (time?.profile.startUs ?? 0)), 0);

test("pprof: CPU time of each agent and thread by their labels, as the report has it", async () => {
  const [file] = await exported("pprof");
  const profile = Profile.decode(gunzipSync(read(file)));
  const text = (index: number | bigint): string => profile.stringTable.strings[Number(index)] ?? "";
  const types = profile.sampleType.map(({ type }) => text(type));
  expect(types).toEqual(["wall", "cpu", "inuse_space"]);
  expect(text(profile.defaultSampleType)).toBe("cpu");
  const cpuMs = (key: string, value: string): number =>
    profile.sample
      .filter(({ label }) => key === "" || label.some((one) => text(one.key) === key && text(one.str) === value))
      .reduce((sum, sample) => sum + Number(sample.value[1]), 0) / 1e6;
  expect(cpuMs("", "")).toBeCloseTo(recorded.cpu.cpuMs, 0);
  expect(cpuMs("thread", "worker-2 (helper)")).toBeGreaterThan(50);
  for (const id of ["a", "b"]) expect(Math.abs(cpuMs("agent", id) / agentMs(id) - 1)).toBeLessThan(0.1);
});

test("cpuprofile: a file a thread, with all the time that was recorded", async () => {
  const files = await exported("cpuprofile");
  expect(files.map((file) => file.split("/").at(-1))).toEqual(["main.cpuprofile", "worker-2-helper.cpuprofile"]);
  for (const [i, file] of files.entries()) {
    const { format, profiles } = readText(read(file));
    expect(format).toBe("cpuprofile");
    expect(timeUs(profiles) / 1000).toBeCloseTo(recorded.cpu.threads[i]?.recordedMs ?? 0, 1);
    expect(collapsedOf(profiles).some((line) => /;burn file:.*swarm\.mjs:3:14 \d/.test(line))).toBe(true);
  }
});

test("heapprofile: what is live, by function", async () => {
  const [file] = await exported("heapprofile");
  const { profiles } = readText(read(file));
  expect(collapsedOf(profiles).some((line) => /^live .*;plan file:.*swarm\.mjs:6:7 \d{5,}/.test(line))).toBe(true);
});

test("speedscope: threads, and each agent as a profile of its own", async () => {
  const [file] = await exported("speedscope");
  const names = (JSON.parse(read(file).toString()) as { profiles: { name: string; unit: string }[] }).profiles;
  const timed = names.filter(({ unit }) => unit === "microseconds").map(({ name }) => name.replace(/ \(pid \d+\)/, ""));
  expect(timed.sort()).toEqual(["main", "main, agent a", "main, agent b", "worker-2 (helper)"]);
});

test("collapsed: µs of CPU time, below their thread; bytes where they are asked for", async () => {
  const [file] = await exported("collapsed");
  const lines = read(file).toString().trimEnd().split("\n");
  const sum = lines.reduce((all, line) => all + Number(line.split(" ").at(-1)), 0);
  expect(Math.abs(sum / 1000 / recorded.cpu.cpuMs - 1)).toBeLessThan(0.01);
  expect(lines.some((line) => /^worker-2 \(helper\);.*burn/.test(line))).toBe(true);
  const { stdout } = await swarmprof(["export", "--to", "collapsed", "--weight", "live", "--stdout"], { cwd });
  expect(stdout.toString()).toMatch(/;plan file:.*swarm\.mjs:6:7 \d{5,}\n/);
});

test("firefox: every index points at something, agents are tracks, collections are markers", async () => {
  const [file] = await exported("firefox");
  const profile = JSON.parse(read(file).toString()) as FirefoxProfile;
  expect(profile.meta.preprocessedProfileVersion).toBe(56);
  expect(profile.threads.slice(0, 2).map(({ name }) => name)).toEqual(["main", "worker-2 (helper)"]);
  expect(
    profile.threads
      .slice(2, 4)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["main, agent a", "main, agent b"]);
  const texts = profile.shared.stringArray.length;
  for (const { samples, stackTable, frameTable, funcTable, markers } of profile.threads) {
    const within = (values: (number | null)[], limit: number): boolean =>
      values.every((value) => value === null || (value >= 0 && value < limit));
    expect(samples.stack).toHaveLength(samples.length);
    expect(samples.time.every((time, i) => time >= (samples.time[i - 1] ?? 0))).toBe(true);
    expect(within(samples.stack, stackTable.length)).toBe(true);
    expect(stackTable.prefix.every((prefix, i) => prefix === null || prefix < i)).toBe(true);
    expect(within(stackTable.frame, frameTable.length)).toBe(true);
    expect(within(frameTable.func, funcTable.length)).toBe(true);
    expect(within([...funcTable.name, ...funcTable.fileName, ...markers.name], texts)).toBe(true);
    expect(within(frameTable.category, profile.meta.categories.length)).toBe(true);
  }
  const [main] = profile.threads;
  expect(main?.markers.name.some((name) => profile.shared.stringArray[name]?.startsWith("GC "))).toBe(true);
});

interface FirefoxProfile {
  readonly meta: { readonly preprocessedProfileVersion: number; readonly categories: readonly unknown[] };
  readonly shared: { readonly stringArray: readonly string[] };
  readonly threads: readonly {
    readonly name: string;
    readonly samples: { readonly length: number; readonly stack: (number | null)[]; readonly time: number[] };
    readonly stackTable: { readonly length: number; readonly frame: number[]; readonly prefix: (number | null)[] };
    readonly frameTable: { readonly length: number; readonly func: number[]; readonly category: number[] };
    readonly funcTable: { readonly length: number; readonly name: number[]; readonly fileName: (number | null)[] };
    readonly markers: { readonly name: number[] };
  }[];
}

test("csv: a table a file, of the same figures as --json", async () => {
  const files = await exported("csv", "--out", "tables");
  expect(files).toContain("tables/hotspots.csv");
  const [head, ...rows] = read("tables/hotspots.csv").toString().trimEnd().split("\r\n");
  expect(head).toBe("function,file,line,column,kind,selfMs,selfPercent,totalMs,totalPercent");
  expect(rows).toHaveLength(recorded.cpu.hotspots.length);
});

test("svg: a picture that needs nothing else", async () => {
  const [file] = await exported("svg");
  const svg = read(file).toString();
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toMatch(/<title>burn, file:[^<]*swarm\.mjs:3: \d+ ms, [\d.]+ %<\/title>/);
  expect(svg).not.toMatch(/href|<script|url\(/);
});

test("what was exported is the same once it has been imported again", async () => {
  const [speedscope = ""] = await exported("speedscope");
  const again = await swarmprof(["import", "--json", "--name", "again", speedscope], { cwd });
  const { cpu } = JSON.parse(again.stdout.toString()) as CpuDocument;
  expect(cpu.threads.map(({ label }) => label)).toEqual(recorded.cpu.threads.map(({ label }) => label));
  const once = await swarmprof(["export", "again", "--to", "speedscope", "--stdout"], { cwd });
  const profiles = (text: string): string[] => collapsedOf(readText(text).profiles).sort();
  expect(profiles(once.stdout.toString())).toEqual(profiles(read(speedscope).toString()));
});

test.each([
  [["export", "nothing", "--to", "svg"], 'There is no run "nothing"'],
  [["export", "--to", "gif"], 'Given: "gif", Choices: "cpuprofile"'],
  [["export", "swarm", "--to", "cpuprofile", "--stdout"], "leave out --stdout"],
  [["export", "swarm", "--to", "svg", "--weight", "allocated"], "The run has no allocated, but cpu, wall, live"],
  [["export", "swarm", "--to", "svg", "--out", "swarm.mjs/x.svg"], "Choose another place with --out"],
])("answers %j with one line and exit code 2", async (args, message) => {
  const before = readdirSync(cwd);
  const { exitCode, stderr } = await swarmprof(args, { cwd });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
  expect(readdirSync(cwd)).toEqual(before);
});
