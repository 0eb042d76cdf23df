/**
 * The system's own profiler, attached to the target before the program's first line: stacks of JavaScript and native code
 * in one. The program stays swarmprof's child, so its exit code and signals are its own.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { PerfSamplesReader } from "../../formats/perf-samples.ts";
import { cpuProfileText } from "../../formats/write-cpuprofile.ts";
import { cpuChunkFile } from "../../run/layout.ts";
import { readRun } from "../../run/read-run.ts";
import type { Engine, EngineState, OutsideOptions, OutsideRecording } from "./engine.ts";

/** Only while a thread runs. */
const EVENT = "cpu-clock";
const LONGEST_ATTACH_MS = 3_000;
const LONGEST_END_MS = 10_000;
/** V8 writes the names of its code there, and perf looks for them there. */
const MAPS = "/tmp";

export const perf: Engine = {
  name: "perf",
  use: ["cpu --engine perf"],
  can: [
    "stacks of JavaScript and native code in one, with the tier of each function",
    "worker threads and child processes",
  ],
  cannot: [
    "run but on Linux, where the system lets it",
    "see Node's own start, or name the JavaScript of a process that a signal has ended",
  ],
  find: findPerf,
  outside: recordWithPerf,
  onCoreOnly: true,
};

function findPerf(): EngineState {
  const { stdout, status } = spawnSync("perf", ["--version"], { encoding: "utf8" });
  if (status !== 0) {
    const next = "On Debian: apt-get install linux-perf; on Ubuntu: apt-get install linux-tools-generic";
    return { version: null, problem: `perf is not installed on this machine. ${next}`, addons: {} };
  }
  const version = stdout.replace(/^perf version /, "").trim();
  return { version, problem: whyNot(), addons: {} };
}

/** The system may forbid it, as most containers do. */
function whyNot(): string {
  const folder = mkdtempSync(join(tmpdir(), "swarmprof-perf-"));
  try {
    const args = ["record", "-e", event(), "-o", join(folder, "perf.data"), "--", process.execPath, "--version"];
    const { status, stderr } = spawnSync("perf", args, { encoding: "utf8" });
    if (status === 0) return "";
    const why =
      stderr.split("\n").find((line) => line.trim() !== "" && !line.startsWith("Error")) ?? `exit code ${status}`;
    return `perf may not record here: ${why.trim()} See /proc/sys/kernel/perf_event_paranoid, or leave the flag out`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the kernel may not be looked into, its time is in no sample. */
function event(): string {
  const mayLookIntoKernel = process.getuid?.() === 0 || Number.parseInt(paranoia(), 10) <= 1;
  return mayLookIntoKernel ? EVENT : `${EVENT}:u`;
}

function paranoia(): string {
  try {
    return readFileSync("/proc/sys/kernel/perf_event_paranoid", "utf8");
  } catch {
    return "";
  }
}

function recordWithPerf({ runDir, intervalUs, keep }: OutsideOptions): OutsideRecording {
  const folder = join(runDir, "perf");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const data = join(folder, "perf.data");
  const ready = join(folder, "ready");
  let recorder: ChildProcess | undefined;
  return {
    waitFor: ready,
    // Else perf finds the interpreter in the place of what it interprets.
    nodeOptions: "--perf-basic-prof --interpreted-frames-native-stack",
    started(pid) {
      recorder = attach(pid, data, intervalUs, () => writeFileSync(ready, ""));
    },
    async collect() {
      await ended(recorder);
      if (existsSync(data)) await keepProfiles(runDir, data, intervalUs);
      removeMaps(runDir);
      if (keep) return existsSync(data) ? [data] : [];
      rmSync(folder, { recursive: true, force: true });
      return [];
    },
  };
}

/** Events are off at first; perf says when it has turned them on. */
function attach(pid: number, data: string, intervalUs: number, onReady: () => void): ChildProcess {
  const args = ["record", "--quiet", "-e", event(), "-c", String(intervalUs * 1000), "--call-graph", "fp"];
  const clock = ["-k", "CLOCK_MONOTONIC", "--delay", "-1", "--control", "fd:3,4"];
  const child = spawn("perf", [...args, ...clock, "-o", data, "-p", String(pid)], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    // Ctrl-C is meant for the program; perf ends with it.
    detached: true,
  });
  const [, , , control, answers] = child.stdio as unknown as [null, null, null, Writable, Readable];
  control.on("error", () => {});
  control.write("enable\n");
  answers.once("data", onReady);
  const timer = setTimeout(onReady, LONGEST_ATTACH_MS);
  const settled = (): void => {
    clearTimeout(timer);
    onReady();
  };
  child.once("exit", settled);
  child.once("error", settled);
  answers.once("data", () => clearTimeout(timer));
  return child;
}

/** perf ends by itself with the last process that it follows. */
function ended(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGINT"), LONGEST_END_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function keepProfiles(runDir: string, data: string, intervalUs: number): Promise<void> {
  const reader = new PerfSamplesReader(intervalUs);
  const args = ["script", "-i", data, "--ns", "--no-inline", "-F", "comm,pid,tid,time,ip,sym,symoff,dso"];
  const child = spawn("perf", args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: child.stdout })) reader.line(line);
  const profiles = reader.end();
  for (const { threads } of readRun(runDir).processes) {
    for (const { pid, thread, record } of threads) {
      const profile = record.tid === null ? undefined : profiles.get(record.tid);
      if (profile === undefined) continue;
      writeFileSync(cpuChunkFile(join(runDir, String(pid), thread), 1), cpuProfileText(profile), { mode: 0o600 });
    }
  }
}

/** V8's maps, and the empty logs that it makes beside them in the working directory. */
function removeMaps(runDir: string): void {
  for (const { record } of readRun(runDir).processes) {
    rmSync(join(MAPS, `perf-${record.pid}.map`), { force: true });
    const log = new RegExp(`^isolate-0x[0-9a-f]+-(\\d+-)?${record.pid}-v8\\.log$`);
    for (const name of namesIn(record.cwd)) if (log.test(name)) rmSync(join(record.cwd, name), { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // the program has removed it
  }
}
