/** What the capture tells the probe: through one environment variable, which the probe removes before the program runs. */
import type { AgentSettings, CpuSettings, MemorySettings } from "../run/records.ts";
import { parse, readlinkSync, stringify } from "./pristine.ts";

export const SETTINGS_VARIABLE = "SWARMPROF_PROBE";

export interface ProbeSettings {
  readonly runDir: string;
  readonly cpu: CpuSettings | null;
  readonly memory: MemorySettings | null;
  readonly agents: AgentSettings;
  /** Native parts of the engines that were asked for. */
  readonly addons: AddonFiles;
  /** A file that the target waits for before its first line. */
  readonly waitFor?: string;
  /** What an engine wants of Node, in every process. */
  readonly nodeOptions?: string;
  /** swarmprof's own process: where it is killed, the target it has started must not be left behind. */
  readonly capturePid: number;
  /** In which pids mean what they mean to swarmprof; "" where the system has no such thing. */
  readonly pidNamespace: string;
  /** The bundled preload and recorder. */
  readonly preload: string;
  readonly recorder: string;
}

/** Absent: what Node has by itself. */
export interface AddonFiles {
  /** Of v8-profiler-next: takes the CPU profiles. */
  readonly cpu?: string;
  /** Of v8-profiler-next: takes the heap profiles. */
  readonly heap?: string;
  /** Of heapdump: writes the heap snapshots. */
  readonly snapshot?: string;
}

export function encodeSettings(settings: ProbeSettings): string {
  return stringify(settings);
}

/** @returns undefined where the text is none of ours: then nothing is recorded */
export function decodeSettings(text: string | undefined): ProbeSettings | undefined {
  if (text === undefined) return undefined;
  try {
    const value = parse(text) as Partial<ProbeSettings> | null;
    const {
      runDir,
      cpu = null,
      memory = null,
      agents = { classes: [] },
      addons = {},
      waitFor,
      nodeOptions,
      capturePid,
      pidNamespace = "",
      preload,
      recorder,
    } = value ?? {};
    if (typeof runDir !== "string" || typeof preload !== "string" || typeof recorder !== "string") return undefined;
    if (typeof cpu !== "object" || typeof memory !== "object" || typeof capturePid !== "number") return undefined;
    const engine = {
      ...(typeof waitFor === "string" ? { waitFor } : {}),
      ...(typeof nodeOptions === "string" ? { nodeOptions } : {}),
    };
    return { runDir, cpu, memory, agents, addons, ...engine, capturePid, pidNamespace, preload, recorder };
  } catch {
    return undefined;
  }
}

/** The part of NODE_OPTIONS that loads the probe; quoted as Node reads it, so that any path will do. */
function preloadOption({ preload, nodeOptions }: ProbeSettings): string {
  const option = `--require "${preload.replace(/[\\"]/g, "\\$&")}"`;
  return nodeOptions === undefined ? option : `${nodeOptions} ${option}`;
}

/** Of the calling process. */
export function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return ""; // no procfs
  }
}

type Environment = Record<string, string | undefined>;

/** @returns a copy of the environment in which a Node process loads the probe; as it is where another probe is set */
export function withProbe(environment: Environment, settings: ProbeSettings): Environment {
  if (environment[SETTINGS_VARIABLE] !== undefined) return environment;
  return { ...withPreloadOption(environment, settings), [SETTINGS_VARIABLE]: encodeSettings(settings) };
}

export function withPreloadOption(environment: Environment, settings: ProbeSettings): Environment {
  const own = environment["NODE_OPTIONS"];
  const option = preloadOption(settings);
  return { ...environment, NODE_OPTIONS: own === undefined || own === "" ? option : `${own} ${option}` };
}

/** Makes the environment what it was before `withProbe`. */
export function withoutProbe(environment: Environment, settings: ProbeSettings): void {
  delete environment[SETTINGS_VARIABLE];
  const options = environment["NODE_OPTIONS"];
  const option = preloadOption(settings);
  // A shell or a script of npm may have put more behind it.
  const at = options?.lastIndexOf(option) ?? -1;
  if (options === undefined || at < 0) return;
  const own = [options.slice(0, at).trimEnd(), options.slice(at + option.length).trimStart()].filter(Boolean).join(" ");
  if (own === "") delete environment["NODE_OPTIONS"];
  else environment["NODE_OPTIONS"] = own;
}
