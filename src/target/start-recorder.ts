/** Starts the recorder thread so that the program does not notice. */
import { Worker } from "node:worker_threads";
import { recorderStopped } from "./coordination.ts";
import type { ProbeSettings } from "./settings.ts";
import type { WorkerProbe } from "./worker-hook.ts";

/** A thread of its own that goes on while the program's threads are blocked. Nobody waits for it to start. */
export function startRecorder(workerData: WorkerProbe): void {
  const recorder = withoutWorkerEvent(() => new Worker(workerData.settings.recorder, recorderOptions(workerData)));
  recorder.on("error", () => {}); // without it the threads still record themselves, in one chunk
  recorder.once("exit", () => recorderStopped(workerData.memory)); // also where it failed: nobody is to wait for it
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

/**
 * Node tells `process.on("worker")` of every worker, in the next tick. This one is none of the program's; and a tick that
 * is due would show in the stacks of errors thrown from the program's first lines.
 */
function withoutWorkerEvent<T>(create: () => T): T {
  const { nextTick } = process;
  process.nextTick = (callback: (...args: unknown[]) => unknown, ...args: unknown[]) => {
    if (!/emit\(['"]worker['"]/.test(String(callback))) nextTick(callback, ...args);
  };
  try {
    return create();
  } finally {
    process.nextTick = nextTick;
  }
}
