/**
 * Gives every worker thread the probe, also one that is started with options of its own, and lets a worker that is
 * terminated make its last cut before.
 */
import { syncBuiltinESMExports } from "node:module";
import workerThreads from "node:worker_threads";
import { processLayout } from "../run/layout.ts";
import type { WorkerRow } from "../run/records.ts";
import { askToFinish, type Coordination, slotOf, threadFinished } from "./coordination.ts";
import { appendText, stringify } from "./pristine.ts";
import type { ProbeSettings } from "./settings.ts";

/** Longest that the end of a terminated worker is put off, ms. */
const LAST_CUT_MS = 500;

export const PROBE_KEY = "swarmprof:probe";

/** Under which the settings reach the worker's preload: environment data are handed down from thread to thread. */
export interface WorkerProbe {
  readonly settings: ProbeSettings;
  readonly memory: Coordination;
}

export function recordWorkers(settings: ProbeSettings, memory: Coordination): void {
  workerThreads.setEnvironmentData(PROBE_KEY, { settings, memory } satisfies WorkerProbe);
  const Original = workerThreads.Worker;
  const Hooked = new Proxy(Original, {
    construct(target, args: ConstructorParameters<typeof Original>, newTarget) {
      const [file, options] = args;
      const worker = Reflect.construct(target, [file, withPreload(options, settings)], newTarget);
      noteWorker(settings, worker.threadId, options?.name, options?.eval === true ? "[eval]" : String(file));
      return worker;
    },
  });
  Original.prototype.constructor = Hooked;
  Reflect.set(workerThreads, "Worker", Hooked);
  syncBuiltinESMExports();
  hookTerminate(Original.prototype, memory);
}

/** A worker inherits the preload with its parent's options, unless it is given an `execArgv` or an `env` of its own. */
function withPreload(
  options: workerThreads.WorkerOptions | undefined,
  settings: ProbeSettings,
): workerThreads.WorkerOptions | undefined {
  const own = options?.execArgv;
  const ownEnvironment = typeof options?.env === "object" && options.env !== null;
  if (options === undefined || (own === undefined && !ownEnvironment)) return options;
  if (own !== undefined && !Array.isArray(own)) return options; // wrong use: Node's own error
  return { ...options, execArgv: [...(own ?? process.execArgv), "--require", settings.preload] };
}

/** Makes a worker's `process.execArgv` what the program gave it. */
export function hideWorkerPreload(settings: ProbeSettings): void {
  const at = process.execArgv.lastIndexOf(settings.preload);
  if (at > 0) process.execArgv.splice(at - 1, 2);
}

function hookTerminate(prototype: workerThreads.Worker, memory: Coordination): void {
  const { terminate } = prototype;
  prototype.terminate = new Proxy(terminate, {
    apply(target, self: workerThreads.Worker, args: []) {
      const slot = self.threadId > 0 ? slotOf(memory, self.threadId) : -1;
      if (slot < 0 || !askToFinish(memory, slot)) return Reflect.apply(target, self, args);
      self.ref(); // as `terminate` itself does: the process must not end while somebody awaits the worker's end
      return threadFinished(memory, slot, LAST_CUT_MS).then(() => Reflect.apply(target, self, args));
    },
  });
}

function noteWorker(settings: ProbeSettings, threadId: number, name: string | undefined, file: string): void {
  try {
    const row: WorkerRow = { threadId, name: name ?? "", file };
    appendText(processLayout(settings.runDir, process.pid).workers, `${stringify(row)}\n`);
  } catch {
    // The worker then goes by its number.
  }
}
