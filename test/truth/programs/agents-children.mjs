// Children, Node or not, and threads that hold k × 16 MiB: node agents-children.mjs node|python3|thread [--truth FILE]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { tellTruth, truthFile } from "./parts/tell-truth.mjs";
import { zeros } from "./parts/zeros.cjs";

const CHILDREN = 4;
const MIB = 2 ** 20;
const HOLD_MS = 150;
const [way, k] = process.argv.slice(2);

/** The system keeps each process's peak; it is asked last. */
const PYTHON = `
import json, re, sys, time
held = b"\\x01" * (int(sys.argv[1]) * 16 << 20)
time.sleep(${HOLD_MS} / 1000)
del held
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
if len(sys.argv) > 2:
    open(sys.argv[2], "a").write(json.dumps({"of": "process", "peak": {"bytes": peak}}) + "\\n")
`;

if (!isMainThread) await holdInThread(workerData.k);
else if (way === "child") await holdInProcess(Number(k));
else {
  const ends = Array.from({ length: CHILDREN }, (_, i) => once(started(i + 1), "exit"));
  await Promise.all(ends);
}

function started(number) {
  const told = truthFile() === undefined ? [] : [truthFile()];
  if (way === "thread") {
    const argv = process.argv.slice(2);
    return new Worker(new URL(import.meta.url), { name: `holder-${number}`, workerData: { k: number }, argv });
  }
  if (way === "python3") return spawn("python3", ["-c", PYTHON, String(number), ...told], { stdio: "ignore" });
  const truth = told.flatMap((file) => ["--truth", file]);
  return spawn(process.execPath, [process.argv[1], "child", String(number), ...truth], { stdio: "ignore" });
}

async function holdInProcess(number) {
  const held = [Buffer.alloc(number * 16 * MIB, 1)];
  await sleep(HOLD_MS);
  held.length = 0;
  const bytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  tellTruth({ of: "process", peak: { bytes } });
}

async function holdInThread(number) {
  const held = [];
  for (let i = 0; i < number; i++) held.push(zeros((16 * MIB) / 8));
  const bytes = getHeapStatistics().used_heap_size;
  await sleep(HOLD_MS);
  tellTruth({ of: "thread", peak: { bytes }, held: held.length });
}
