/** What takes the samples, or writes the snapshots: what Node has by itself, an npm package, or a tool of the system. */
import type { AddonFiles } from "../../target/settings.ts";

export const CPU_ENGINES = ["inspector", "v8-profiler-next"] as const;
export type CpuEngineName = (typeof CPU_ENGINES)[number];

export interface Engine {
  readonly name: string;
  /** How it is asked for. */
  readonly use: readonly string[];
  readonly can: readonly string[];
  readonly cannot: readonly string[];
  /** Looks, and where it is native code, loads it in a process of its own. */
  readonly find: () => EngineState;
}

export interface EngineState {
  /** null: not installed. */
  readonly version: string | null;
  /** "": it works here; else why it does not, and the next step. */
  readonly problem: string;
  /** Files that the probe is to load. */
  readonly addons: AddonFiles;
}
