import { Agent } from "./agent.ts";
import type { Bus } from "./bus.ts";
import type { Ask, Message, TaskTopic } from "./message.ts";
import type { Plan, Step } from "./plan.ts";
import { Random } from "./random.ts";
import { countTerms, similarity, tokenise } from "./terms.ts";
import { decode } from "./wire.ts";

const STEPS = 4;

/** Turns a goal into a plan: one file for each of the sentences that say most about the goal. */
export class Planner extends Agent {
  constructor(id: string, bus: Bus) {
    super(id, { plan: 2 }, bus);
  }

  protected override perform(task: Message<TaskTopic>): void {
    if (task.topic !== "plan") return this.refuse(task);
    return task.reply(this.plan(decode(task.wire)));
  }

  /** A later attempt weighs the sentences anew, so that a rejected plan is not proposed twice. */
  private plan({ goal, seed, attempt }: Ask<"plan">): Plan {
    const random = new Random(seed + attempt);
    const whole = countTerms([goal, ...this.context.recall(goal, 3)].join("\n"));
    const steps = goal
      .split(/(?<=\.) /)
      .map((sentence) => ({ sentence, weight: similarity(whole, countTerms(sentence)) + random.next() / 4 }))
      .sort((left, right) => right.weight - left.weight)
      .slice(0, STEPS)
      .map(({ sentence }, index) => toStep(sentence, index));
    this.context.append(goal);
    return { author: this.id, attempt, steps };
  }
}

function toStep(sentence: string, index: number): Step {
  const terms = tokenise(sentence).filter((term) => term.length > 4);
  return { path: `src/${index + 1}-${terms.slice(0, 2).join("-")}.toy`, purpose: sentence, terms };
}
