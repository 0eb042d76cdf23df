/** All engines, and the one that was asked for. */
import { SwarmprofError } from "../../errors.ts";
import type { Engine, EngineState } from "./engine.ts";
import { inspector } from "./inspector.ts";
import { v8ProfilerNext } from "./v8-profiler-next.ts";

export const ENGINES: readonly Engine[] = [inspector, v8ProfilerNext];

export const NODE_ALONE: EngineState = { version: process.version, problem: "", addons: {} };

/** @throws SwarmprofError ENGINE_UNAVAILABLE */
export function usableEngine(name: string): EngineState {
  const engine = ENGINES.find((one) => one.name === name);
  const state = engine?.find();
  if (state?.problem === "") return state;
  const why = state?.problem ?? `There is no engine "${name}". See: swarmprof engines`;
  throw new SwarmprofError("ENGINE_UNAVAILABLE", why);
}
