// Three worker threads that run many agents each, which hold k × 100 KB in their locals: node agents-pool.mjs [--truth FILE]
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { agent } from "swarmprof";
import { doubles } from "./parts/agent-units.mjs";
import { tellTruth } from "./parts/tell-truth.mjs";

const THREADS = 3;
const AGENTS_A_THREAD = 12;
const STEP_BYTES = 100_000;
const ROLE = "pool";

async function work(k) {
  const held = [];
  for (let i = 0; i < k; i++) {
    held.push(doubles(STEP_BYTES));
    await sleep(1);
  }
  await sleep(500);
  return held.length;
}

if (isMainThread) {
  const workers = Array.from({ length: THREADS }, (_, thread) => {
    for (let k = 1; k <= AGENTS_A_THREAD; k++) {
      const amount = { bytes: k * STEP_BYTES };
      tellTruth({ id: `pooled ${thread}.${k}`, peak: amount });
    }
    return new Worker(new URL(import.meta.url), { workerData: { role: ROLE, thread }, argv: process.argv.slice(2) });
  });
  await Promise.all(workers.map((worker) => once(worker, "exit")));
} else if (workerData?.role === ROLE) {
  const all = Array.from({ length: AGENTS_A_THREAD }, (_, i) =>
    agent(`pooled ${workerData.thread}.${i + 1}`, () => work(i + 1)),
  );
  await Promise.all(all);
  parentPort?.close();
}
