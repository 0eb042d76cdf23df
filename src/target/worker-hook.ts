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
import { type ProbeSettings, withoutProbe, withPreloadOption } from "./settings.ts";

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

/**
 * A worker inherits the preload with its parent's options, unless it is given an `execArgv` or an `env` of its own. What
 * the program gives stays where it is, getters and prototype included: only what changes is laid over it.
 */
function withPreload(
  options: workerThreads.WorkerOptions | undefined,
  settings: ProbeSettings,
): workerThreads.WorkerOptions | undefined {
  const own: unknown = options?.execArgv;
  const environment: unknown = options?.env;
  if (typeof options !== "object" || options === null) return options;
  if (Array.isArray(own)) return overlay(options, "execArgv", [...own, "--require", settings.preload]);
  // Not by an `execArgv`: the parent's may hold flags that a worker must not be given.
  if (own === undefined && typeof environment === "object" && environment !== null) {
    return overlay(options, "env", withPreloadOption({ ...environment }, settings));
  }
  return options;
}

function overlay(options: workerThreads.WorkerOptions, key: string, value: unknown): workerThreads.WorkerOptions {
  return Object.create(options, { [key]: { value, enumerable: true } }) as workerThreads.WorkerOptions;
}

/** Makes a worker's `process.execArgv` and environment what the program gave it. */
export function hideWorkerPreload(settings: ProbeSettings): void {
  withoutProbe(process.env, settings);
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
      const exitCode = new Promise((resolve) => self.once("exit", resolve));
      return threadFinished(memory, slot, LAST_CUT_MS).then(() => {
        void Reflect.apply(target, self, args);
        return exitCode;
      });
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
