import type { Artifact } from "./artifact.ts";
import type { Bus } from "./bus.ts";
import { checksum } from "./checksum.ts";
import { holdRound } from "./consensus.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { Answer, Ask, TaskTopic } from "./message.ts";
import type { Plan } from "./plan.ts";
import type { Session } from "./session.ts";

/** What came of one workflow. */
export interface WorkflowResult {
  readonly session: string;
  /** Abandoned: the agents did not agree on a plan. */
  readonly outcome: "done" | "abandoned";
  readonly consensusRounds: number;
  readonly files: number;
  readonly lines: number;
  /** Fixes that were asked for, over all files. */
  readonly fixes: number;
  /** Findings left when the reviews ended. */
  readonly openFindings: number;
  /** Fingerprint of the session's final state. */
  readonly checksum: string;
}

const MAX_ROUNDS = 4;
const MAX_REVISIONS = 4;

/** Leads sessions through the swarm. Several may be under way at once; they share the agents. */
export class Orchestrator {
  readonly id = "orchestrator";
  private readonly bus: Bus;
  private readonly dispatcher: Dispatcher;

  constructor(bus: Bus, dispatcher: Dispatcher) {
    this.bus = bus;
    this.dispatcher = dispatcher;
  }

  /** A whole workflow: plan, consensus, implement, and review and fix until nothing is found. */
  async run(session: Session): Promise<WorkflowResult> {
    const { plan, rounds } = await this.agree(session);
    const files = await Promise.all(
      (plan?.steps ?? []).map(async (step) => {
        const artifact = await this.delegate(session, "implement", { step, seed: session.seed });
        return this.reviewAndFix(session, artifact);
      }),
    );
    this.bus.broadcast({ session: session.id, from: this.id }, "end", null);
    return {
      session: session.id,
      outcome: plan === undefined ? "abandoned" : "done",
      consensusRounds: rounds,
      files: files.length,
      lines: sum(files.map(({ artifact }) => artifact.lines.length)),
      fixes: sum(files.map(({ artifact }) => artifact.revision - 1)),
      openFindings: sum(files.map((file) => file.openFindings)),
      checksum: checksum(session.state()),
    };
  }

  /** Plans and votes until a plan is accepted; no plan when even the last one is not. */
  private async agree(session: Session): Promise<{ readonly plan?: Plan; readonly rounds: number }> {
    const voters = this.dispatcher.candidates().map(({ id }) => id);
    for (let attempt = 1; attempt <= MAX_ROUNDS; attempt++) {
      const plan = await this.delegate(session, "plan", { goal: session.goal, seed: session.seed, attempt });
      const proposal = { session: session.id, seed: session.seed, goal: session.goal, plan };
      const { outcome, approvals, rejections } = await holdRound(this.bus, this.id, voters, proposal);
      session.record(`plan ${attempt} of ${plan.author}: ${outcome}, ${approvals} for, ${rejections} against`);
      if (outcome !== "accepted") continue;
      session.adopt(plan);
      this.announce(session);
      return { plan, rounds: attempt };
    }
    return { rounds: MAX_ROUNDS };
  }

  private async reviewAndFix(
    session: Session,
    draft: Artifact,
  ): Promise<{ readonly artifact: Artifact; readonly openFindings: number }> {
    for (let artifact = draft; ; ) {
      session.store(artifact);
      this.announce(session);
      const { reviewer, findings, relevance } = await this.delegate(session, "review", { artifact });
      const opinion = `${findings.length} findings, relevance ${relevance.toFixed(2)}`;
      session.record(`${artifact.step.path} by ${artifact.author}, review by ${reviewer}: ${opinion}`);
      this.announce(session);
      if (findings.length === 0 || artifact.revision === MAX_REVISIONS) {
        return { artifact, openFindings: findings.length };
      }
      artifact = await this.delegate(session, "fix", { artifact, findings, seed: session.seed });
    }
  }

  private async delegate<T extends TaskTopic>(session: Session, topic: T, ask: Ask<T>): Promise<Answer<T>> {
    return this.dispatcher.delegate({ session: session.id, from: this.id }, topic, ask).answer;
  }

  private announce(session: Session): void {
    this.bus.broadcast({ session: session.id, from: this.id }, "state", session.state());
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
