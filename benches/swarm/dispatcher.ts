import { type Candidate, chooseAgent, type Skills } from "./assignment.ts";
import type { Bus } from "./bus.ts";
import type { Answer, Ask, TaskTopic } from "./message.ts";

/** A task that has been handed to someone. */
export interface Delegation<T extends TaskTopic> {
  readonly assignee: string;
  readonly answer: Promise<Answer<T>>;
}

/** Hands tasks to agents, and knows how loaded each one is. */
export class Dispatcher {
  private readonly bus: Bus;
  private readonly roster = new Map<string, Candidate>();

  constructor(bus: Bus) {
    this.bus = bus;
  }

  /** Makes an agent available for tasks. */
  enlist(agent: { readonly id: string; readonly skills: Skills }): void {
    this.roster.set(agent.id, { id: agent.id, skills: agent.skills, load: 0 });
  }

  /**
   * Chooses an agent for a task and puts the task into its inbox. Both are done when this returns, so that the time of
   * the call is the latency of a delegation; the answer comes later.
   */
  delegate<T extends TaskTopic>(
    sender: { readonly session: string; readonly from: string },
    topic: T,
    ask: Ask<T>,
  ): Delegation<T> {
    const { id: assignee } = chooseAgent(this.candidates(), topic);
    this.addLoad(assignee, 1);
    const answer = this.bus.request({ ...sender, to: assignee }, topic, ask);
    return { assignee, answer: answer.finally(() => this.addLoad(assignee, -1)) };
  }

  /** Everyone who has been enlisted, with the present load. */
  candidates(): readonly Candidate[] {
    return [...this.roster.values()];
  }

  private addLoad(id: string, change: 1 | -1): void {
    const candidate = this.roster.get(id);
    if (candidate !== undefined) this.roster.set(id, { ...candidate, load: candidate.load + change });
  }
}
