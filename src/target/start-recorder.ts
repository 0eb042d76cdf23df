/** Starts the recorder thread so that the program does not notice. */
import { Worker } from "node:worker_threads";
import type { ProbeSettings } from "./settings.ts";
import type { WorkerProbe } from "./worker-hook.ts";

/** A thread of its own that goes on while the program's threads are blocked. Nobody waits for it to start. */
export function startRecorder(workerData: WorkerProbe): void {
  const recorder = withoutWorkerEvent(() => new Worker(workerData.settings.recorder, recorderOptions(workerData)));
  recorder.on("error", () => {}); // without it the threads still record themselves, in one chunk
  recorder.unref();
}

function recorderOptions(workerData: { readonly settings: ProbeSettings }): ConstructorParameters<typeof Worker>[1] {
  return {
    name: "swarmprof recorder",
    workerData,
    execArgv: [],
    env: {},
    // Else Node pipes them into the program's own streams, which opens these before the program does.
    stdout: true,
    stderr: true,
    trackUnmanagedFds: false,
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
  };
}

/** Node tells `process.on("worker")` of every worker in the next tick; this one is none of the program's. */
function withoutWorkerEvent<T>(create: () => T): T {
  const { nextTick } = process;
  process.nextTick = (callback: (...args: unknown[]) => unknown, ...args: unknown[]) => {
    nextTick(() => withSilentProcess(() => callback(...args)));
  };
  try {
    return create();
  } finally {
    process.nextTick = nextTick;
  }
}

function withSilentProcess(action: () => void): void {
  const own = Object.getOwnPropertyDescriptor(process, "emit");
  // `Reflect`, which says no where the program has frozen `process` meanwhile, and doesn't throw.
  Reflect.defineProperty(process, "emit", { configurable: true, value: () => false });
  try {
    action();
  } finally {
    if (own === undefined) Reflect.deleteProperty(process, "emit");
    else Reflect.defineProperty(process, "emit", own);
  }
}
