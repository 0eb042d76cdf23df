/** One process of a bench: the harness, told what to do by its environment, and its answer. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  HARNESS_VARIABLE,
  type HarnessSettings,
  type Listed,
  type Measured,
  type MeasureSettings,
} from "../run/bench-records.ts";
import { loaderOptions } from "./target-command.ts";

export interface BenchProcess {
  /** Absolute. */
  readonly file: string;
  /** As people know it. */
  readonly shown: string;
  readonly harness: string;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** In place of the numbers of agents that the benches name. */
  readonly agents?: readonly number[] | undefined;
}

/** @throws SwarmprofError TYPESCRIPT_UNSUPPORTED */
export async function listBenches(what: BenchProcess): Promise<Listed> {
  const { answer, why } = await ask(what, {});
  return answer === undefined ? { benches: [], error: why } : (answer as Listed);
}

/** @throws SwarmprofError TYPESCRIPT_UNSUPPORTED */
export async function measureOnce(what: BenchProcess, measure: MeasureSettings): Promise<Measured> {
  const { answer, why } = await ask(what, { measure });
  return answer === undefined ? { error: why } : (answer as Measured);
}

interface Answer {
  readonly answer?: unknown;
  /** Why there is none. */
  readonly why: string;
}

/** What a program says is of no use ten times over; its last words are, where it fails. */
const LAST_WORDS = 4_000;

async function ask(what: BenchProcess, more: Pick<HarnessSettings, "measure">): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "swarmprof-bench-"));
  try {
    const output = join(folder, "answer.json");
    const settings: HarnessSettings = {
      file: what.file,
      output,
      ...(what.agents === undefined ? {} : { agents: what.agents }),
      ...more,
    };
    const why = await ended(what, settings);
    return { answer: parsed(output), why };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(what: BenchProcess, settings: HarnessSettings): Promise<string> {
  const options = ["--experimental-import-meta-resolve", ...loaderOptions(what.file, what.shown), what.harness];
  const child = spawn(process.execPath, options, {
    cwd: what.cwd,
    env: { ...process.env, [HARNESS_VARIABLE]: JSON.stringify(settings) },
    stdio: ["ignore", "ignore", "pipe"],
    killSignal: "SIGKILL",
    signal: what.signal,
    timeout: what.timeoutMs,
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-LAST_WORDS)));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (exitCode, signal) => {
      const how = signal === null ? `ended with exit code ${exitCode}` : ending(signal, what.timeoutMs);
      resolve([`the process ${how} and measured nothing`, said.trim()].filter(Boolean).join(":\n"));
    });
  });
}

function ending(signal: string, timeoutMs: number): string {
  return signal === "SIGKILL" ? `was ended after ${timeoutMs / 1000} s` : `was ended by ${signal}`;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // the process has written none
  }
}
