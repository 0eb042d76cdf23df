/** Runs the built command line on a real program, in an empty folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";
import type { CpuResult } from "../../src/report/cpu-result.ts";
import type { MemoryResult } from "../../src/report/memory-result.ts";
import type { ResultDocument } from "../../src/report/result-document.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = join(ROOT, "dist/cli/main.js");

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function emptyFolder(name = "swarmprof-test-"): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  folders.push(folder);
  return folder;
}

/** A program of `test/fixtures/programs`. */
export function program(name: string): string {
  return join(ROOT, "test/fixtures/programs", name);
}

export interface Finished {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Buffer;
  readonly env?: NodeJS.ProcessEnv;
  /** Is given the process as soon as it runs, e.g. to send it a signal. */
  readonly during?: (child: ChildProcess) => void;
}

/** `node <args>`, to its end. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? emptyFolder(),
    env: options.env ?? process.env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  options.during?.(child);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on("error", () => {}); // a program that does not read its stdin
  child.stdin.end(options.stdin ?? "");
  return new Promise((resolve) => {
    child.once("close", (exitCode, signal) => {
      resolve({ exitCode, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** `swarmprof <args>`, to its end. */
export function swarmprof(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return runNode([CLI, ...args], options);
}

export interface Recorded<Result> extends Finished {
  readonly result: Result;
  readonly cwd: string;
}

export type CpuDocument = ResultDocument & { readonly cpu: CpuResult };
export type MemoryDocument = ResultDocument & { readonly memory: MemoryResult };

/** `swarmprof cpu --json <args>`. */
export async function cpuJson(args: readonly string[], options: RunOptions = {}): Promise<Recorded<CpuDocument>> {
  const { result, ...finished } = await json(["cpu", "--json", ...args], options);
  const { cpu } = result;
  if (cpu === undefined) throw new Error("The document has no cpu section");
  return { ...finished, result: { ...result, cpu } };
}

/** `swarmprof mem --json <args>`. */
export async function memJson(args: readonly string[], options: RunOptions = {}): Promise<Recorded<MemoryDocument>> {
  const { result, ...finished } = await json(["mem", "--json", ...args], options);
  const { memory } = result;
  if (memory === undefined) throw new Error("The document has no memory section");
  return { ...finished, result: { ...result, memory } };
}

async function json(args: readonly string[], options: RunOptions): Promise<Recorded<ResultDocument>> {
  const cwd = options.cwd ?? emptyFolder();
  const finished = await swarmprof(args, { ...options, cwd });
  return { ...finished, cwd, result: parse(finished) };
}

function parse({ stdout, stderr }: Finished): ResultDocument {
  try {
    return JSON.parse(stdout.toString()) as ResultDocument;
  } catch (cause) {
    throw new Error(`No JSON on stdout. stdout: ${stdout.toString().slice(0, 500)} stderr: ${stderr.slice(0, 2_000)}`, {
      cause,
    });
  }
}

/** Self time of all functions of that name, ms. */
export function selfMs({ cpu }: CpuDocument, name: string): number {
  return cpu.hotspots.reduce((sum, hotspot) => sum + (hotspot.function === name ? hotspot.selfMs : 0), 0);
}

export function totalMs({ cpu }: CpuDocument, name: string): number {
  return Math.max(0, ...cpu.hotspots.map((hotspot) => (hotspot.function === name ? hotspot.totalMs : 0)));
}
