/** Runs the target under the probe, unmodified, and ends it where it must be ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { isatty } from "node:tty";
import { SwarmprofError } from "../errors.ts";
import { parseAgentName } from "../run/agent-name.ts";
import { environmentFingerprint } from "../run/environment.ts";
import { benchFolder, runDir } from "../run/layout.ts";
import { writeManifest } from "../run/manifest.ts";
import {
  type AgentSettings,
  type CpuSettings,
  type MemorySettings,
  type Milliseconds,
  RUN_SCHEMA,
  type RunManifest,
  type RunStatus,
  type TargetOutcome,
} from "../run/records.ts";
import { newRunId } from "../run/run-id.ts";
import { type AddonFiles, type ProbeSettings, pidNamespace, withProbe } from "../target/settings.ts";
import type { OutsideRecording } from "./engines/engine.ts";
import { runningProcesses } from "./last-cut.ts";
import { watchMemory } from "./memory-watch.ts";
import { nowUs } from "./now-us.ts";
import { takeSnapshotRequests } from "./snapshot-requests.ts";
import { TargetEnding } from "./target-ending.ts";
import type { TargetCommand } from "./target-command.ts";

export interface CaptureOptions {
  readonly verb: string;
  readonly bench: string;
  /** The command line as the person typed it; shown in the report. */
  readonly command: readonly string[];
  /** Folder in which `profiles/` stands. */
  readonly base: string;
  /** undefined: no CPU profile. */
  readonly cpu: CpuSettings | undefined;
  /** undefined: memory is not recorded. */
  readonly memory: MemorySettings | undefined;
  readonly agents: AgentSettings;
  /** Native parts of engines that the probe is to load. */
  readonly addons: AddonFiles;
  /** Takes the samples in the probe's place. */
  readonly outside: ((runDir: string) => OutsideRecording) | undefined;
  readonly timeoutMs: Milliseconds | undefined;
  /** Where the target's stdout goes: `stderr` where stdout is to hold one JSON document. */
  readonly targetStdout: "inherit" | "stderr";
  readonly probe: { readonly preload: string; readonly recorder: string };
  readonly version: string;
}

export interface Captured {
  readonly dir: string;
  readonly manifest: RunManifest;
  /** What an engine has left for people to look at. */
  readonly files: readonly string[];
}

/** Processes that the target has left behind get this long to end by themselves, ms. */
const STRAGGLERS_MS = 300;

/** @throws SwarmprofError OUTPUT_UNWRITABLE */
export async function capture(target: TargetCommand, options: CaptureOptions): Promise<Captured> {
  const { startedAt, dir, manifest } = startRun(options);
  const started = performance.now();
  const terminal = hasTerminal();
  const outside = options.outside?.(dir);
  const command = outside?.command?.(target) ?? target;
  const child = startTarget(command, options, dir, { ownGroup: !terminal, outside });
  if (child.pid !== undefined) outside?.started?.(child.pid);
  const ending = new TargetEnding(child, dir, { timeoutMs: options.timeoutMs, groupGetsCtrlC: terminal });
  const names = (options.agents.names ?? []).flatMap((text) => parseAgentName(text) ?? []);
  const { memory } = options;
  const watch = memory === undefined ? undefined : watchMemory(child.pid ?? 0, dir, memory.intervalMs, names);
  const requests = memory?.snapshots === undefined ? undefined : takeSnapshotRequests(dir);
  const { exitCode, signal } = await ended(child);
  ending.dispose();
  const wallMs = performance.now() - started;
  const outcome: TargetOutcome = {
    pid: child.pid ?? 0,
    exitCode,
    signal,
    wallMs,
    endUs: manifest.startUs + Math.round(wallMs * 1000),
  };
  await stragglers(dir);
  watch?.end();
  const files = [...((await outside?.collect(outcome.pid)) ?? []), ...(requests?.end() ?? [])];
  const status = ending.reason ?? statusOf(outcome);
  const finished: RunManifest = { ...manifest, startedAt, status, target: outcome };
  writeManifest(dir, finished);
  return { dir, manifest: finished, files };
}

function startRun(options: CaptureOptions): { startedAt: string; dir: string; manifest: RunManifest } {
  const now = new Date();
  const id = newRunId(now);
  const dir = runDir(options.base, benchFolder(options.bench), id);
  const startedAt = now.toISOString();
  const manifest: RunManifest = {
    schema: RUN_SCHEMA,
    id,
    verb: options.verb,
    bench: options.bench,
    command: options.command,
    startedAt,
    startUs: nowUs(),
    ...(options.cpu === undefined ? {} : { cpu: options.cpu }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
    agents: options.agents,
    status: "running",
    environment: environmentFingerprint(options.version),
  };
  writeManifest(dir, manifest);
  return { startedAt, dir, manifest };
}

function startTarget(
  target: TargetCommand,
  options: CaptureOptions,
  dir: string,
  { ownGroup, outside }: { ownGroup: boolean; outside: OutsideRecording | undefined },
): ChildProcess {
  const settings: ProbeSettings = {
    runDir: dir,
    cpu: options.cpu ?? null,
    memory: options.memory ?? null,
    agents: options.agents,
    addons: options.addons,
    ...(outside?.waitFor === undefined ? {} : { waitFor: outside.waitFor }),
    ...(outside?.nodeOptions === undefined ? {} : { nodeOptions: outside.nodeOptions }),
    capturePid: process.pid,
    pidNamespace: pidNamespace(),
    ...options.probe,
  };
  return spawn(target.program, target.args, {
    ...(target.program === process.execPath ? { argv0: process.argv0 } : {}),
    stdio: ["inherit", options.targetStdout === "inherit" ? "inherit" : 2, "inherit"],
    env: withProbe(process.env, settings),
    // With a terminal, Ctrl-C reaches the whole group and the target gets it from there. Without one it gets a group of
    // its own, and each signal once, from us.
    detached: ownGroup,
  });
}

/** Not by `process.stdin.isTTY`: merely looking at it opens the pipe that the target is to read. */
function hasTerminal(): boolean {
  return [0, 1, 2].some((fd) => isatty(fd));
}

function ended(child: ChildProcess): Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      reject(new SwarmprofError("BENCH_UNSUPPORTED", `Can't start the program: ${cause.message}`, { cause }));
    });
    child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

function statusOf({ exitCode, signal }: TargetOutcome): RunStatus {
  if (signal !== null) return "killed";
  return exitCode === 0 ? "complete" : "failed";
}

async function stragglers(dir: string): Promise<void> {
  const deadline = performance.now() + STRAGGLERS_MS;
  while (runningProcesses(dir).length > 0 && performance.now() < deadline) await sleep(10);
}
