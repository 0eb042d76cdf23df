/** Runs a program under swarmprof from a test, in a process of its own, and gives what was measured. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SwarmprofError } from "../errors.ts";
import type { ResultDocument } from "../report/result-document.ts";

export interface ProfileAgentsOptions {
  /** What is measured; without it both. */
  readonly measure?: "cpu" | "memory" | "both";
  /** For the program. */
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** As `--agent-class` and `--agent-name` take them. */
  readonly agentClass?: string | readonly string[];
  readonly agentName?: string | readonly string[];
  readonly agentSpans?: boolean;
  /** Further flags of `swarmprof cpu` or `mem`. */
  readonly flags?: readonly string[];
  /** Folder in which report and run are kept; without it they are not, and with them go the heap's snapshots. */
  readonly out?: string;
}

const PROGRAM_FAILED = 3;
const UNDERSTOOD = new Set([0, 1, PROGRAM_FAILED, 4]);

/**
 * @param program path of a Node program
 * @returns the document of `--json`
 * @throws SwarmprofError BAD_USAGE where swarmprof refuses, TARGET_FAILED where the program fails
 */
export async function profileAgents(program: string, options: ProfileAgentsOptions = {}): Promise<ResultDocument> {
  const out = options.out ?? mkdtempSync(join(tmpdir(), "swarmprof-"));
  try {
    const { exitCode, stdout, stderr } = await ended(
      [commandLine(), ...flagsOf(program, options, out)],
      options.cwd ?? process.cwd(),
      options.env ?? process.env,
    );
    if (!UNDERSTOOD.has(exitCode ?? -1)) throw new SwarmprofError("BAD_USAGE", stderr.trim() || "swarmprof was ended");
    const document = JSON.parse(stdout) as ResultDocument;
    if (exitCode === PROGRAM_FAILED) {
      const [why] = document.findings.filter(({ rule }) => rule === "target-failed");
      throw new SwarmprofError("TARGET_FAILED", `${why?.message ?? "The program failed"}\n${stderr.trim()}`);
    }
    return document;
  } finally {
    if (options.out === undefined) rmSync(out, { recursive: true, force: true });
  }
}

function flagsOf(program: string, options: ProfileAgentsOptions, out: string): string[] {
  const { measure = "both", agentClass, agentName, agentSpans, flags = [], args = [] } = options;
  return [
    measure === "memory" ? "mem" : "cpu",
    program,
    ...(measure === "both" ? ["--mem"] : []),
    "--json",
    "--quiet",
    `--out=${out}`,
    ...(agentClass === undefined ? [] : [`--agent-class=${[agentClass].flat().join(",")}`]),
    ...(agentName === undefined ? [] : [`--agent-name=${[agentName].flat().join(",")}`]),
    ...(agentSpans === undefined ? [] : [agentSpans ? "--agent-spans" : "--no-agent-spans"]),
    ...flags,
    "--",
    ...args,
  ];
}

function commandLine(): string {
  // From dist/testing as from src/testing, which is what tests run.
  const file = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  if (existsSync(file)) return file;
  throw new SwarmprofError("BUILD_INCOMPLETE", "swarmprof is not built: main.js is missing. Run: npm run build");
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of its own: a test runner's worker has no signals, and its output is the runner's. */
function ended(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.once("error", reject);
    child.once("close", (exitCode) => {
      resolve({ exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}
