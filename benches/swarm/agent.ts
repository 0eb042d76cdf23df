import type { Skills } from "./assignment.ts";
import type { Ballot, Proposal } from "./ballot.ts";
import type { Bus } from "./bus.ts";
import { Context } from "./context.ts";
import type { Inbox } from "./inbox.ts";
import type { Message, TaskTopic } from "./message.ts";
import { Random, seedFrom } from "./random.ts";
import type { SessionState } from "./session.ts";
import { countTerms, similarity } from "./terms.ts";
import { decode, type Wire } from "./wire.ts";

const ABSTENTION_RATE = 0.2;
const BASE_APPROVAL = 0.25;

/** A member of the swarm: reads its inbox one message at a time, remembers, votes, and does the tasks of its role. */
export abstract class Agent {
  readonly id: string;
  readonly skills: Skills;
  readonly context = new Context();
  private readonly inbox: Inbox;
  /** The latest news of each open session, undecoded: most agents never look into most of them. */
  private readonly news = new Map<string, Wire<SessionState>>();

  constructor(id: string, skills: Skills, bus: Bus) {
    this.id = id;
    this.skills = skills;
    this.inbox = bus.register(id);
  }

  /** Works until the bus is closed. */
  async work(): Promise<void> {
    for (let message = await this.inbox.take(); message !== undefined; message = await this.inbox.take()) {
      try {
        await this.handle(message);
      } catch (error) {
        message.fail(error);
      }
    }
  }

  /** Does one task and replies to it. */
  protected abstract perform(task: Message<TaskTopic>): Promise<void> | void;

  /** What was last heard of a session. */
  protected lookUp(session: string): SessionState | undefined {
    const wire = this.news.get(session);
    return wire === undefined ? undefined : decode(wire);
  }

  /** For tasks that are not this role's; a dispatcher that knows the skills never sends one. */
  protected refuse(task: Message<TaskTopic>): never {
    throw new Error(`${this.id} cannot ${task.topic}.`);
  }

  private async handle(message: Message): Promise<void> {
    switch (message.topic) {
      case "state":
        this.news.set(message.session, message.wire);
        return;
      case "end":
        this.news.delete(message.session);
        return;
      case "vote":
        return message.reply(this.vote(decode(message.wire)));
      default:
        return this.perform(message);
    }
  }

  /** The more a plan resembles what the agent remembers, the likelier it approves. */
  private vote({ session, seed, goal, plan }: Proposal): Ballot {
    const text = plan.steps.map((step) => step.purpose).join("\n");
    const [memory = ""] = this.context.recall(text, 1);
    const familiarity = similarity(countTerms(text), countTerms(memory));
    this.context.append([goal, text].join("\n"));

    const random = new Random(seedFrom(seed, session, this.id, plan.attempt));
    if (random.chance(ABSTENTION_RATE)) return { voter: this.id, choice: "abstain" };
    const approves = random.chance(BASE_APPROVAL + familiarity / 2);
    return { voter: this.id, choice: approves ? "approve" : "reject" };
  }
}
