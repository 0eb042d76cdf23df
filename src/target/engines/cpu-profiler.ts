/** Takes the CPU profiles of the thread it runs in: V8's profiler, reached in one way or another. */
import type { Session } from "node:inspector";
import type { ProbeSettings } from "../settings.ts";
import type { CalledNode } from "../source-maps.ts";
import { InspectorProfiler } from "./inspector-profiler.ts";
import { NextProfiler } from "./next-profiler.ts";

/** The part of a V8 profile that the probe itself looks at. */
export interface RawProfile {
  readonly nodes: readonly CalledNode[];
}

/** Profiles have titles; several may run at once. */
export interface CpuProfiler {
  /** Of the thread's inspector: V8 is asked for source maps through it. */
  readonly session: Session;
  /** Given each profile that has been stopped, by the program too. */
  onProfile: (title: string, profile: RawProfile) => void;
  start(title: string): void;
  stop(title: string): void;
  end(): void;
}

export interface ChosenProfiler {
  readonly profiler: CpuProfiler;
  /** Why it is not the one that was asked for; "" where it is. */
  readonly instead: string;
}

/** The one that was asked for; the inspector where that does not load in this process, e.g. in another version of Node. */
export function chooseCpuProfiler({ cpu, addons }: ProbeSettings): ChosenProfiler | undefined {
  if (cpu === null || cpu.by === "outside") return undefined;
  if (addons.cpu === undefined) return { profiler: new InspectorProfiler(cpu.intervalUs), instead: "" };
  try {
    return { profiler: new NextProfiler(addons.cpu, cpu.intervalUs), instead: "" };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { profiler: new InspectorProfiler(cpu.intervalUs), instead: why };
  }
}
