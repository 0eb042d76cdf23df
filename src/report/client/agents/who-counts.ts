import { chosenAgents } from "./agent-choice.ts";
import type { Swarm } from "./swarm.ts";

/** Whose samples count in a thread, by the numbers in the samples; undefined where all do. */
export type WhoCounts = (thread: number) => Uint8Array | undefined;

/** @returns undefined where everybody's samples count */
export function whoCounts(choice: string, swarm: Swarm): WhoCounts | undefined {
  if (choice === "" || !swarm.isSampled) return undefined;
  const chosen = chosenAgents(choice, swarm);
  // In a thread that is an agent as a whole, what is nobody's inside is that agent's.
  const insideAgents = chosen.slice();
  insideAgents[0] = 0;
  return (thread) => {
    const whole = swarm.ofThread[thread] ?? 0;
    if (whole === 0) return chosen;
    return chosen[whole] === 1 ? undefined : insideAgents;
  };
}
