import { Inbox } from "./inbox.ts";
import type { Answer, Ask, Envelope, Message, Topic } from "./message.ts";
import { decode, encode, type Wire } from "./wire.ts";

/** What has gone over a bus so far. */
export interface Traffic {
  /** Requests, replies and copies of broadcasts. */
  readonly messages: number;
  /** UTF-16 code units, which for the swarm's plain ASCII are bytes. */
  readonly characters: number;
}

/** Carries messages between agents. What travels is text; nobody gets hold of another agent's objects. */
export class Bus {
  private readonly inboxes = new Map<string, Inbox>();
  private lastId = 0;
  private messages = 0;
  private characters = 0;

  /** Opens the inbox of a new receiver. */
  register(id: string): Inbox {
    if (this.inboxes.has(id)) throw new Error(`"${id}" is on the bus already. Give each agent an id of its own.`);
    const inbox = new Inbox();
    this.inboxes.set(id, inbox);
    return inbox;
  }

  /** Asks one agent and waits for its answer; rejects with whatever went wrong there. */
  async request<T extends Topic>(
    address: { readonly session: string; readonly from: string; readonly to: string },
    topic: T,
    ask: Ask<T>,
  ): Promise<Answer<T>> {
    return new Promise((resolve, reject) => {
      const reply = (answer: Answer<T>): void => {
        const wire = encode(answer);
        this.count(wire);
        resolve(decode(wire));
      };
      this.deliver({ ...address, id: ++this.lastId, topic, wire: encode(ask), reply, fail: reject });
    });
  }

  /** Tells everyone on the bus, and waits for nobody. */
  broadcast<T extends Topic>(
    address: { readonly session: string; readonly from: string },
    topic: T,
    news: Ask<T>,
  ): void {
    const receivers = [...this.inboxes.keys()];
    for (const [to, wire] of this.serialise(news, receivers)) {
      this.deliver({
        id: ++this.lastId,
        session: address.session,
        from: address.from,
        to,
        topic,
        wire,
        reply: ignore,
        fail: rethrow,
      });
    }
  }

  get traffic(): Traffic {
    return { messages: this.messages, characters: this.characters };
  }

  /** Ends the swarm: each agent reads what it still has and stops. */
  close(): void {
    for (const inbox of this.inboxes.values()) inbox.close();
  }

  /** What each receiver of a broadcast is sent. The text is made once, and all receivers hold the same string. */
  protected serialise<Body>(news: Body, receivers: readonly string[]): ReadonlyMap<string, Wire<Body>> {
    const wire = encode(news);
    return new Map(receivers.map((receiver) => [receiver, wire]));
  }

  private deliver<T extends Topic>(envelope: Envelope<T>): void {
    const inbox = this.inboxes.get(envelope.to);
    if (inbox === undefined) throw new Error(`Nobody called "${envelope.to}" is on the bus.`);
    this.count(envelope.wire);
    // TypeScript does not see that an envelope on some topic is a message on one of the topics.
    inbox.put(envelope as Message);
  }

  private count(wire: string): void {
    this.messages += 1;
    this.characters += wire.length;
  }
}

function ignore(): void {}

function rethrow(error: unknown): never {
  throw error;
}
