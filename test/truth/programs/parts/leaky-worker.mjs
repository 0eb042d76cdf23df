// A worker that leaks as many bytes as it is asked to, and answers. It keeps nobody's process alive.
/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin */
import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { leak } from "./leak.mjs";

const ROLE = "leaky";
let worker;

export async function askLeakyWorker(bytes) {
  worker ??= new Worker(new URL(import.meta.url), { workerData: ROLE });
  worker.ref();
  worker.postMessage(bytes);
  await once(worker, "message");
  worker.unref();
}

if (!isMainThread && workerData === ROLE) {
  parentPort.on("message", (bytes) => {
    leak(bytes);
    parentPort.postMessage("leaked");
  });
}
