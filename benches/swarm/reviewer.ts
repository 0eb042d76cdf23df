import { Agent } from "./agent.ts";
import type { Artifact, Finding, Review } from "./artifact.ts";
import type { Bus } from "./bus.ts";
import { diffLines } from "./diff.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { Message, TaskTopic } from "./message.ts";
import { countTerms, similarity } from "./terms.ts";
import { decode } from "./wire.ts";

/** Reads an artifact against its earlier revision, and has it tested before giving an opinion. */
export class Reviewer extends Agent {
  private readonly dispatcher: Dispatcher;

  constructor(id: string, bus: Bus, dispatcher: Dispatcher) {
    super(id, { review: 2 }, bus);
    this.dispatcher = dispatcher;
  }

  protected override async perform(task: Message<TaskTopic>): Promise<void> {
    if (task.topic !== "review") return this.refuse(task);
    const { artifact } = decode(task.wire);
    task.reply(await this.review(task.session, artifact));
  }

  private async review(session: string, artifact: Artifact): Promise<Review> {
    const sender = { session, from: this.id };
    const testing = this.dispatcher.delegate(sender, "test", { artifact });
    const smells = this.findSmells(artifact);
    const relevance = similarity(countTerms(artifact.step.purpose), countTerms(artifact.lines.join("\n")));
    this.context.append(`${artifact.step.purpose}\n${this.describeChange(session, artifact)}`);

    const { failedLines } = await testing.answer;
    const failures = failedLines.map((line): Finding => ({ line, reason: "failure" }));
    return { reviewer: this.id, findings: [...smells, ...failures], relevance };
  }

  private findSmells(artifact: Artifact): readonly Finding[] {
    return artifact.lines.flatMap((text, line): readonly Finding[] =>
      text.includes("todo") ? [{ line, reason: "smell" }] : [],
    );
  }

  private describeChange(session: string, artifact: Artifact): string {
    const earlier = this.lookUp(session)?.artifacts.find(
      ({ step, revision }) => step.path === artifact.step.path && revision === artifact.revision - 1,
    );
    const { kept, added, removed } = diffLines(earlier?.lines ?? [], artifact.lines);
    return `${artifact.step.path} revision ${artifact.revision}: ${kept} kept, ${added} added, ${removed} removed`;
  }
}
