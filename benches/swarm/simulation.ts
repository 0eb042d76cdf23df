import type { Bus } from "./bus.ts";
import type { WorkflowResult } from "./orchestrator.ts";
import { seedFrom } from "./random.ts";
import { Session } from "./session.ts";
import { type Swarm, startSwarm } from "./swarm.ts";

export interface SimulationOptions {
  /** Workflows to run in all. */
  readonly workflows: number;
  readonly seed: number;
  /** Size of the swarm, at least 4. */
  readonly agents: number;
  /** In place of the ordinary bus. */
  readonly bus?: Bus;
}

/** What a finished simulation has to tell. */
export interface Simulation {
  readonly options: SimulationOptions;
  /** One a workflow, in the order in which they were begun. */
  readonly results: readonly WorkflowResult[];
  readonly swarm: Swarm;
}

const SESSIONS_AT_ONCE = 4;

/** Runs many workflows through one swarm, a few at once, and stops the swarm. */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  const swarm = startSwarm(options.agents, options.bus);
  const results: WorkflowResult[] = [];
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < options.workflows) {
      const index = begun++;
      const session = new Session(`session-${index + 1}`, seedFrom(options.seed, index));
      results[index] = await swarm.orchestrator.run(session);
    }
  };
  await Promise.all(Array.from({ length: SESSIONS_AT_ONCE }, lane));
  await swarm.stop();
  return { options, results, swarm };
}
