/**
 * @clinic/doctor: its sampler in the main thread of the target, V8's trace of collections, its analysis and page. Its own
 * way to run the program is left out: it writes to the working directory, and throws on `cluster`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runLayout, threadLayout } from "../../run/layout.ts";
import type { AnalysisTask } from "./clinic-analysis.ts";
import type { Engine, OutsideOptions, OutsideRecording } from "./engine.ts";
import { findPackage } from "./find-package.ts";

const PACKAGE = "@clinic/doctor";
const SAMPLE_INTERVAL_MS = 10;
const LONGEST_ANALYSIS_MS = 300_000;

export const clinicDoctor: Engine = {
  name: PACKAGE,
  use: ["doctor <bench>"],
  can: [
    "a verdict: event loop, garbage collection, I/O, or no issue; from delays of the loop, CPU, handles and collections of the main thread",
    "its own page beside the report",
  ],
  cannot: [
    "judge a program that runs shorter than about a second, never turns its event loop, or never collects garbage: it says so",
    "see workers and child processes",
    "stay unseen: it adds listeners and timers, and ends the program by process.exit() when its event loop is empty",
  ],
  find() {
    const found = findPackage(PACKAGE);
    const problem =
      found === undefined ? `${PACKAGE} is not installed. Install it: npm install --save-dev ${PACKAGE}` : "";
    return { version: found?.version ?? null, problem, addons: {} };
  },
  outside: recordForDoctor,
};

function recordForDoctor({ runDir, analysisScript, keep }: OutsideOptions): OutsideRecording {
  const found = findPackage(PACKAGE)?.dir ?? "";
  const folder = join(runDir, "clinic");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const preload = join(folder, "preload.cjs");
  writeFileSync(preload, preloadText(join(found, "injects/sampler.js"), folder), { mode: 0o600 });
  const flags = [
    "--require",
    preload,
    "--trace-event-categories",
    "v8",
    "--trace-event-file-pattern",
    join(folder, "trace-${pid}-${rotation}.log"),
  ];
  return {
    command: ({ program, args }) => ({ program, args: [...flags, ...args] }),
    async collect(pid) {
      const html = join(folder, "clinic-doctor.html");
      const task: AnalysisTask = {
        package: found,
        data: join(folder, "run.clinic-doctor"),
        traces: join(folder, `trace-${pid}-*.log`),
        html: keep ? html : "",
        usage: usageOf(threadLayout(runDir, pid, "main").timeline),
      };
      const taskFile = join(folder, "task.json");
      writeFileSync(taskFile, JSON.stringify(task), { mode: 0o600 });
      const verdict = await analyse(analysisScript, taskFile);
      if (verdict !== "") writeFileSync(runLayout(runDir).doctor, verdict, { mode: 0o600 });
      const kept = join(runDir, "clinic-doctor.html");
      if (existsSync(html)) renameSync(html, kept);
      rmSync(folder, { recursive: true, force: true });
      return existsSync(kept) ? [kept] : [];
    },
  };
}

/** Only in the main thread of what swarmprof has started itself: workers and children would write to the same files. */
function preloadText(sampler: string, folder: string): string {
  const settings = {
    NODE_CLINIC_DOCTOR_DATA_PATH: folder,
    NODE_CLINIC_DOCTOR_NAME: "run",
    NODE_CLINIC_DOCTOR_SAMPLE_INTERVAL: String(SAMPLE_INTERVAL_MS),
    NODE_CLINIC_DOCTOR_TIMEOUT_DELAY: "0",
    NODE_CLINIC_DOCTOR_COLLECT_LOOP_UTILIZATION: "true",
  };
  return `"use strict";
delete require.cache[__filename];
if (require("node:worker_threads").isMainThread && process.ppid === ${process.pid}) {
  const settings = ${JSON.stringify(settings)};
  Object.assign(process.env, settings);
  try {
    require(${JSON.stringify(sampler)});
  } finally {
    for (const name of Object.keys(settings)) delete process.env[name];
  }
}
`;
}

function usageOf(timeline: string): AnalysisTask["usage"] {
  try {
    return readFileSync(timeline, "utf8")
      .split("\n")
      .filter((line) => line.endsWith("]"))
      .map((line) => JSON.parse(line) as [number, number, number]);
  } catch {
    return []; // a process without a probe: clinic's verdict stands alone
  }
}

/** @returns JSON; "" where clinic had nothing to judge, as of a program that was killed */
function analyse(script: string, taskFile: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, taskFile], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: LONGEST_ANALYSIS_MS,
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", () => resolve(""));
    child.once("close", () => resolve(verdictIn(Buffer.concat(chunks).toString())));
  });
}

function verdictIn(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return "";
  }
}
