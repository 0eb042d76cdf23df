import type { TaskTopic } from "./message.ts";

/** How good an agent is at what: 2 is its trade, 1 is what it can stand in for; what is missing it cannot do. */
export type Skills = Readonly<Partial<Record<TaskTopic, 1 | 2>>>;

/** An agent as the assignment sees it. */
export interface Candidate {
  readonly id: string;
  readonly skills: Skills;
  /** Tasks that it has been given and has not finished. */
  readonly load: number;
}

/**
 * Picks who is to do a task: the most skilled, among equals the least loaded, and then the first in the list.
 * @throws Error when nobody has the skill
 */
export function chooseAgent(candidates: readonly Candidate[], task: TaskTopic): Candidate {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate.skills[task] === undefined) continue;
    if (best === undefined || isBetter(candidate, best, task)) best = candidate;
  }
  if (best === undefined) throw new Error(`No agent can ${task}. Add one with that skill to the swarm.`);
  return best;
}

function isBetter(candidate: Candidate, best: Candidate, task: TaskTopic): boolean {
  const advantage = (candidate.skills[task] ?? 0) - (best.skills[task] ?? 0);
  return advantage > 0 || (advantage === 0 && candidate.load < best.load);
}
