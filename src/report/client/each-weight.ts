import { whoCounts } from "./agents/who-counts.ts";
import { chosenProfiles } from "./chosen-profiles.ts";
import { eachSample, type Visit } from "./cpu-samples.ts";
import { isTime, type Scope } from "./scope.ts";
import type { Sources } from "./sources.ts";

/** Visits everything in the scope: samples with their µs, or call nodes with their bytes or objects. */
export function eachWeight(sources: Sources, scope: Scope, visit: Visit): void {
  const { weight, count } = scope;
  if (isTime(weight)) {
    eachSample(sources.samples, { ...scope, weight, who: whoCounts(scope.agents, sources.swarm) }, visit);
    return;
  }
  for (const { thread, samples } of chosenProfiles(sources, scope).profiles) {
    const weights = samples[count];
    for (let i = 0; i < samples.node.length; i++) visit(samples.node[i]!, weights[i]!, thread, 0);
  }
}
