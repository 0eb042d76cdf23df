/** All engines, and the one that was asked for. */
import { SwarmprofError } from "../../errors.ts";
import type { MemorySettings } from "../../run/records.ts";
import { clinicDoctor } from "./clinic-doctor.ts";
import type { Engine, EngineState, OutsideRecorder } from "./engine.ts";
import { heapdump } from "./heapdump.ts";
import { inspector } from "./inspector.ts";
import { perf } from "./perf.ts";
import { v8ProfilerNext } from "./v8-profiler-next.ts";
import { zeroX } from "./zero-x.ts";

export const ENGINES: readonly Engine[] = [inspector, v8ProfilerNext, zeroX, perf, clinicDoctor, heapdump];

export interface ChosenEngine extends EngineState {
  readonly outside: OutsideRecorder | undefined;
  readonly onCoreOnly: boolean;
}

export const NODE_ALONE: ChosenEngine = { ...inspector.find(), outside: undefined, onCoreOnly: false };

/** @throws SwarmprofError ENGINE_UNAVAILABLE */
export function usableEngine(name: string): ChosenEngine {
  const engine = ENGINES.find((one) => one.name === name);
  if (engine === undefined) {
    throw new SwarmprofError("ENGINE_UNAVAILABLE", `There is no engine "${name}". See: swarmprof engines`);
  }
  const state = engine.find();
  if (state.problem !== "") throw new SwarmprofError("ENGINE_UNAVAILABLE", state.problem);
  return { ...state, outside: engine.outside, onCoreOnly: engine.onCoreOnly ?? false };
}

/**
 * The same engine, and what writes heap snapshots.
 * @throws SwarmprofError ENGINE_UNAVAILABLE
 */
export function withSnapshotEngine(engine: ChosenEngine, memory: MemorySettings | undefined): ChosenEngine {
  if (memory?.snapshots !== "heapdump") return engine;
  return { ...engine, addons: { ...engine.addons, ...usableEngine("heapdump").addons } };
}
