/**
 * V8's profiler through the native part of v8-profiler-next. Its JavaScript is left out: that would load a hundred modules
 * into the program, set `process.profiler`, and keep every profile for ever.
 */
import { Session } from "node:inspector";
import { threadId } from "node:worker_threads";
import { scriptUrl } from "../../run/script-url.ts";
import type { CpuProfiler, RawProfile } from "./cpu-profiler.ts";
import { loadAddon } from "./load-addon.ts";

interface NextBinding {
  setup(data: { debug: boolean; thread_id: number }, check: () => { greater_than_12_15_0: boolean }): void;
  readonly cpu: {
    setGenerateType(type: number): void;
    setProfilesCleanupLimit(profiles: number): void;
    setSamplingInterval(intervalUs: number): void;
    startProfiling(title: string, samples: boolean, logging: number): void;
    stopProfiling(title: string): NextProfile;
  };
}

interface NextProfile {
  readonly nodes: readonly NextNode[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  /** Else it stays in a list of the binding's. */
  delete(): void;
}

interface NextNode {
  readonly id: number;
  readonly hitCount: number;
  readonly children: readonly number[];
  readonly callFrame: {
    readonly functionName: string;
    readonly scriptId: number;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
    readonly bailoutReason: string;
  };
}

/** A flat list of nodes with deltas of time, as the inspector has it; the other type is a nested tree in seconds. */
const FLAT = 1;
/** V8 logs functions as they are compiled, not all at the start. */
const LAZY_LOGGING = 0;

export class NextProfiler implements CpuProfiler {
  readonly session = new Session();
  onProfile: (title: string, profile: RawProfile) => void = () => {};
  readonly #binding: NextBinding;

  /** @throws Error where the addon can't be loaded */
  constructor(addon: string, intervalUs: number) {
    this.#binding = loadAddon(addon) as NextBinding;
    this.#binding.setup({ debug: false, thread_id: threadId }, () => ({ greater_than_12_15_0: true }));
    this.#binding.cpu.setGenerateType(FLAT);
    // So that the profiler goes with its last profile, and not with the thread's heap.
    this.#binding.cpu.setProfilesCleanupLimit(0);
    this.#binding.cpu.setSamplingInterval(intervalUs);
    this.session.connect();
  }

  start(title: string): void {
    this.#binding.cpu.startProfiling(title, true, LAZY_LOGGING);
  }

  stop(title: string): void {
    const profile = this.#binding.cpu.stopProfiling(title);
    const { startTime, endTime, samples, timeDeltas } = profile;
    const nodes = profile.nodes.map(asInspectorHasIt);
    profile.delete();
    this.onProfile(title, { nodes, startTime, endTime, samples, timeDeltas } as RawProfile);
  }

  end(): void {
    this.session.disconnect();
  }
}

/** Lines and columns are 1-based here, CommonJS files are paths, and the reason of a deoptimisation stands elsewhere. */
function asInspectorHasIt({ id, hitCount, children, callFrame }: NextNode): object {
  const { functionName, scriptId, url, lineNumber, columnNumber, bailoutReason } = callFrame;
  const place = { url: scriptUrl(url), lineNumber: lineNumber - 1, columnNumber: columnNumber - 1 };
  return {
    id,
    callFrame: { functionName, scriptId: String(scriptId), ...place },
    hitCount,
    children,
    ...(bailoutReason === "" || bailoutReason === "no reason" ? {} : { deoptReason: bailoutReason }),
  };
}
