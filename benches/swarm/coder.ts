import { Agent } from "./agent.ts";
import type { Artifact } from "./artifact.ts";
import type { Bus } from "./bus.ts";
import type { Ask, Message, TaskTopic } from "./message.ts";
import { writeLine } from "./program.ts";
import { Random, seedFrom } from "./random.ts";
import { countTerms } from "./terms.ts";
import { decode } from "./wire.ts";

const MIN_LINES = 60;
const MAX_LINES = 140;

/** Writes the file of a step, and rewrites the lines that a review has found. */
export class Coder extends Agent {
  constructor(id: string, bus: Bus) {
    super(id, { implement: 2, fix: 2 }, bus);
  }

  protected override perform(task: Message<TaskTopic>): void {
    switch (task.topic) {
      case "implement":
        return task.reply(this.implement(task.session, decode(task.wire)));
      case "fix":
        return task.reply(this.fix(decode(task.wire)));
      default:
        return this.refuse(task);
    }
  }

  private implement(session: string, { step, seed }: Ask<"implement">): Artifact {
    const random = new Random(seedFrom(seed, step.path));
    const examples = this.context.recall(step.purpose, 2);
    const goal = this.lookUp(session)?.goal ?? "";
    const terms = [...step.terms, ...frequentTerms([goal, ...examples].join("\n"))];
    const length = MIN_LINES + random.below(MAX_LINES - MIN_LINES);
    const lines = Array.from({ length }, (_, line) => writeLine(random, line, terms));
    this.context.append([step.purpose, ...lines].join("\n"));
    return { step, author: this.id, revision: 1, lines };
  }

  private fix({ artifact, findings, seed }: Ask<"fix">): Artifact {
    const revision = artifact.revision + 1;
    const random = new Random(seedFrom(seed, artifact.step.path, revision));
    const lines = [...artifact.lines];
    // With the old terms each line keeps its name, which later lines use, and gets a new right-hand side.
    const terms = lines.map(termOf);
    for (const { line } of findings) lines[line] = writeLine(random, line, terms);
    this.context.append(lines.join("\n"));
    return { ...artifact, author: this.id, revision, lines };
  }
}

/** The term in a line's variable: `order` in `let order_7 = cart_3 * 41`. */
function termOf(line: string): string {
  return line.slice("let ".length, line.lastIndexOf("_", line.indexOf(" =")));
}

function frequentTerms(text: string): readonly string[] {
  return [...countTerms(text)]
    .filter(([term]) => term.length > 4 && term !== "nobody")
    .sort(([, left], [, right]) => right - left)
    .slice(0, 12)
    .map(([term]) => term);
}
