import type { Artifact } from "./artifact.ts";
import type { Plan } from "./plan.ts";
import { writeProse } from "./prose.ts";
import { Random } from "./random.ts";

/** What all agents are told about a session. */
export interface SessionState {
  readonly id: string;
  readonly seed: number;
  readonly goal: string;
  readonly plan: Plan | null;
  /** All revisions of all files, in the order in which they were written. */
  readonly artifacts: readonly Artifact[];
  readonly decisions: readonly string[];
}

const GOAL_SENTENCES = 40;

/** One goal on its way through the swarm, from its plan to its files. */
export class Session {
  readonly id: string;
  readonly seed: number;
  readonly goal: string;
  private plan: Plan | null = null;
  private readonly artifacts: Artifact[] = [];
  private readonly decisions: string[] = [];

  constructor(id: string, seed: number) {
    this.id = id;
    this.seed = seed;
    this.goal = writeProse(new Random(seed), GOAL_SENTENCES);
  }

  /** Makes a plan the agreed one. */
  adopt(plan: Plan): void {
    this.plan = plan;
  }

  /** Stores an artifact beside its earlier revisions. */
  store(artifact: Artifact): void {
    this.artifacts.push(artifact);
  }

  /** Writes down what was decided and by whom. */
  record(decision: string): void {
    this.decisions.push(decision);
  }

  /** The session as plain data. */
  state(): SessionState {
    return {
      id: this.id,
      seed: this.seed,
      goal: this.goal,
      plan: this.plan,
      artifacts: [...this.artifacts],
      decisions: [...this.decisions],
    };
  }
}
