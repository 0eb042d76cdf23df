/** All engines, and the one that was asked for. */
import { SwarmprofError } from "../../errors.ts";
import { clinicDoctor } from "./clinic-doctor.ts";
import type { Engine, EngineState, OutsideRecorder } from "./engine.ts";
import { inspector } from "./inspector.ts";
import { v8ProfilerNext } from "./v8-profiler-next.ts";
import { zeroX } from "./zero-x.ts";

export const ENGINES: readonly Engine[] = [inspector, v8ProfilerNext, zeroX, clinicDoctor];

export interface ChosenEngine extends EngineState {
  readonly outside: OutsideRecorder | undefined;
}

export const NODE_ALONE: ChosenEngine = { ...inspector.find(), outside: undefined };

/** @throws SwarmprofError ENGINE_UNAVAILABLE */
export function usableEngine(name: string): ChosenEngine {
  const engine = ENGINES.find((one) => one.name === name);
  if (engine === undefined) {
    throw new SwarmprofError("ENGINE_UNAVAILABLE", `There is no engine "${name}". See: swarmprof engines`);
  }
  const state = engine.find();
  if (state.problem !== "") throw new SwarmprofError("ENGINE_UNAVAILABLE", state.problem);
  return { ...state, outside: engine.outside };
}
