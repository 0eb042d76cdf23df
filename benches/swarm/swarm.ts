import type { Agent } from "./agent.ts";
import { Bus } from "./bus.ts";
import { hireCrew } from "./crew.ts";
import { Dispatcher } from "./dispatcher.ts";
import { Orchestrator } from "./orchestrator.ts";

/** A swarm at work. */
export interface Swarm {
  readonly bus: Bus;
  readonly dispatcher: Dispatcher;
  readonly orchestrator: Orchestrator;
  readonly agents: readonly Agent[];
  /** Sends the agents home; resolves when the last one has gone, rejects when one has broken down. */
  readonly stop: () => Promise<void>;
}

/** Puts a swarm together and sets its agents to work. */
export function startSwarm(size: number, bus: Bus = new Bus()): Swarm {
  const dispatcher = new Dispatcher(bus);
  const agents = hireCrew(size, bus, dispatcher);
  const working = agents.map(async (agent) => agent.work());
  const stop = async (): Promise<void> => {
    bus.close();
    await Promise.all(working);
  };
  return { bus, dispatcher, orchestrator: new Orchestrator(bus, dispatcher), agents, stop };
}
