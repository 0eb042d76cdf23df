/** What takes the samples, or writes the snapshots: what Node has by itself, an npm package, or a tool of the system. */
import type { AddonFiles } from "../../target/settings.ts";
import type { TargetCommand } from "../target-command.ts";

export const CPU_ENGINES = ["inspector", "v8-profiler-next", "0x", "perf"] as const;
export type CpuEngineName = (typeof CPU_ENGINES)[number];

export interface Engine {
  readonly name: string;
  /** How it is asked for. */
  readonly use: readonly string[];
  readonly can: readonly string[];
  readonly cannot: readonly string[];
  /** Looks, and where it is native code, loads it in a process of its own. */
  readonly find: () => EngineState;
  /** Only where the samples are not taken by the probe. */
  readonly outside?: OutsideRecorder;
  /** It samples a thread only while that has a core. */
  readonly onCoreOnly?: true;
}

export interface EngineState {
  /** null: not installed. */
  readonly version: string | null;
  /** "": it works here; else why it does not, and the next step. */
  readonly problem: string;
  /** Files that the probe is to load. */
  readonly addons: AddonFiles;
}

/** Takes the samples of a run without the probe's help. The probe tells the engine's threads by a mark: see `run/thread-mark.ts`. */
export type OutsideRecorder = (options: OutsideOptions) => OutsideRecording;

export interface OutsideOptions {
  readonly runDir: string;
  readonly intervalUs: number;
  /** Where its own time is counted. */
  readonly probeUrl: string;
  /** Whether what the engine itself has written is kept, and its own report is drawn. */
  readonly keep: boolean;
  /** Runs clinic's analysis. */
  readonly analysisScript: string;
}

export interface OutsideRecording {
  /** A file that the program waits for before its first line. */
  readonly waitFor?: string;
  /** For NODE_OPTIONS; the probe hides them from the program. */
  readonly nodeOptions?: string;
  /** The command that runs the target so that it is recorded; absent: as it is. */
  command?(target: TargetCommand): TargetCommand;
  /** The target runs, and waits for `waitFor`. */
  started?(pid: number): void;
  /**
   * What has been recorded becomes files of the run directory.
   * @param pid of the target
   * @returns files for people to look at
   */
  collect(pid: number): Promise<readonly string[]>;
}
