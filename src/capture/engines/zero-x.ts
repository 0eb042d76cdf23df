/**
 * V8's tick log as 0x takes it, of every isolate: worker threads too. The log is read by ourselves; 0x draws its own
 * flamegraph of it where that is to be kept. 0x's own way to run the program is left out: it replaces stdout, ends the
 * program on SIGINT and SIGTERM, and throws on `cluster`.
 */
import { spawn } from "node:child_process";
import { copyFileSync, createReadStream, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type IsolateLog, IsolateLogReader } from "../../formats/isolate-log.ts";
import { cpuProfileText } from "../../formats/write-cpuprofile.ts";
import { THREAD_MARK } from "../../run/thread-mark.ts";
import type { RawFrame } from "../../run/cpu-profile.ts";
import { cpuChunkFile, threadLayout } from "../../run/layout.ts";
import type { Engine, OutsideOptions, OutsideRecording } from "./engine.ts";
import { findPackage } from "./find-package.ts";
import { nativeSymbols } from "./native-symbols.ts";

const LOG = /^isolate-0x[0-9a-f]+(?:-\d+)?-(\d+)-v8\.log$/;
const LONGEST_DRAWING_MS = 120_000;

export const zeroX: Engine = {
  name: "0x",
  use: ["cpu --engine 0x", "cpu --engine 0x --keep"],
  can: [
    "native, shared-library and runtime frames, V8's compiler and parser by name",
    "the tier of each function: interpreted, baseline, maglev, optimised; how often it was deoptimised, and why",
    "worker threads, and children by fork() and cluster",
    "0x's own flamegraph beside the report, with --keep",
  ],
  cannot: [
    "children that are started otherwise",
    "the last moments of a process that is killed: V8 writes its log in blocks",
    "stay unseen: process.execArgv has its flags",
  ],
  find() {
    const found = findPackage("0x");
    const problem = found === undefined ? "0x is not installed. Install it: npm install --save-dev 0x" : "";
    return { version: found?.version ?? null, problem, addons: {} };
  },
  outside: recordTicks,
};

function recordTicks({ runDir, intervalUs, probeUrl, keep }: OutsideOptions): OutsideRecording {
  const folder = join(runDir, "0x");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    command: ({ program, args }) => ({ program, args: [...flags(folder, intervalUs), ...args] }),
    async collect() {
      const drawn: string[] = [];
      const nameNative = nativeSymbols();
      for (const file of readdirSync(folder).filter((name) => LOG.test(name))) {
        const pid = Number(LOG.exec(file)?.[1]);
        const log = await readLog(join(folder, file), new IsolateLogReader(nameNative, loggingFrame(probeUrl)));
        const thread = keepProfile(runDir, pid, log);
        if (keep && thread !== undefined) drawn.push(...(await draw(folder, file, `${pid}-${thread}`)));
      }
      if (!keep) rmSync(folder, { recursive: true, force: true });
      return drawn;
    },
  };
}

/** What V8 prints of each deoptimisation goes to a file: it would stand on the program's stdout. */
function flags(folder: string, intervalUs: number): string[] {
  return [
    "--prof",
    `--prof-sampling-interval=${intervalUs}`,
    `--logfile=${join(folder, "%p-v8.log")}`,
    "--log-deopt",
    "--redirect-code-traces",
    `--redirect-code-traces-to=${join(folder, "deoptimisations.txt")}`,
  ];
}

async function readLog(file: string, reader: IsolateLogReader): Promise<IsolateLog> {
  const lines = createInterface({ input: createReadStream(file, "latin1"), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) reader.line(line);
  return reader.end();
}

/** Time that V8 takes to write the log is the profiler's. */
function loggingFrame(probeUrl: string): RawFrame {
  return { name: "log", url: probeUrl, line: 1, column: 1, deopt: "" };
}

/** @returns the thread that it is of; undefined where the probe did not run in it, as in its own recorder */
function keepProfile(runDir: string, pid: number, { profile, marks }: IsolateLog): string | undefined {
  const [mark] = marks;
  const [thread = "", atUs = ""] = mark?.text.slice(THREAD_MARK.length).split(":") ?? [];
  const { dir } = threadLayout(runDir, pid, thread);
  if (mark === undefined || thread === "" || !existsSync(dir)) return undefined;
  const offsetUs = Number(atUs) - mark.atUs;
  const timesUs = profile.timesUs.map((t) => t + offsetUs);
  const placed = { ...profile, startUs: profile.startUs + offsetUs, endUs: profile.endUs + offsetUs, timesUs };
  writeFileSync(cpuChunkFile(dir, 1), cpuProfileText(placed), { mode: 0o600 });
  return thread;
}

/** 0x looks for one log in a folder, and writes `flamegraph.html` there. */
async function draw(folder: string, file: string, name: string): Promise<string[]> {
  const found = findPackage("0x");
  if (found === undefined) return [];
  const own = join(folder, name);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  copyFileSync(join(folder, file), join(own, file));
  const args = [join(found.dir, "cmd.js"), "--visualize-only", own];
  await new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: "ignore", timeout: LONGEST_DRAWING_MS });
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  const html = join(own, "flamegraph.html");
  return existsSync(html) ? [html] : [];
}
