/** `swarmprof engines`: what can take samples and snapshots here. */
import { ENGINES } from "../capture/engines/catalogue.ts";

export interface EngineView {
  readonly name: string;
  /** Verbs and flags that use it. */
  readonly use: readonly string[];
  readonly installed: boolean;
  /** null where it is not installed. */
  readonly version: string | null;
  readonly usable: boolean;
  /** Why it is not usable, and the next step; "" where it is. */
  readonly problem: string;
  readonly can: readonly string[];
  readonly cannot: readonly string[];
}

export interface EnginesDocument {
  readonly schema: "swarmprof/engines@1";
  readonly engines: readonly EngineView[];
}

export function engines(): EnginesDocument {
  const views = ENGINES.map(({ name, use, can, cannot, find }): EngineView => {
    const { version, problem } = find();
    return { name, use, can, cannot, installed: version !== null, version, usable: problem === "", problem };
  });
  return { schema: "swarmprof/engines@1", engines: views };
}
