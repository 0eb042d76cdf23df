import { Agent } from "./agent.ts";
import type { Artifact } from "./artifact.ts";
import type { Bus } from "./bus.ts";
import type { Message, TaskTopic } from "./message.ts";
import { type Execution, execute } from "./program.ts";
import { decode } from "./wire.ts";

/** Runs artifacts and tells which lines fail. */
export class Tester extends Agent {
  constructor(id: string, bus: Bus) {
    super(id, { test: 2 }, bus);
  }

  protected override perform(task: Message<TaskTopic>): void {
    if (task.topic !== "test") return this.refuse(task);
    task.reply(this.test(decode(task.wire).artifact));
  }

  private test(artifact: Artifact): Execution {
    const execution = execute(artifact.lines);
    const failed = execution.failedLines.map((line) => `${line + 1}: ${artifact.lines[line] ?? ""}`);
    this.context.append([`${artifact.step.path} revision ${artifact.revision}`, ...failed].join("\n"));
    return execution;
  }
}
