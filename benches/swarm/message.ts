import type { Artifact, Finding, Review } from "./artifact.ts";
import type { Ballot, Proposal } from "./ballot.ts";
import type { Plan, Step } from "./plan.ts";
import type { Execution } from "./program.ts";
import type { SessionState } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Everything that agents talk about: what is asked, and what is answered. */
export interface Conversations {
  readonly plan: { ask: { goal: string; seed: number; attempt: number }; answer: Plan };
  readonly implement: { ask: { step: Step; seed: number }; answer: Artifact };
  readonly review: { ask: { artifact: Artifact }; answer: Review };
  readonly test: { ask: { artifact: Artifact }; answer: Execution };
  readonly fix: { ask: { artifact: Artifact; findings: readonly Finding[]; seed: number }; answer: Artifact };
  readonly vote: { ask: Proposal; answer: Ballot };
  /** News of a session; nobody waits for an answer. */
  readonly state: { ask: SessionState; answer: null };
  /** A session is over, and whatever is held for it can go. */
  readonly end: { ask: null; answer: null };
}

export type Topic = keyof Conversations;
export type Ask<T extends Topic> = Conversations[T]["ask"];
export type Answer<T extends Topic> = Conversations[T]["answer"];

/** What an agent can be asked to do for a session. */
export type TaskTopic = Exclude<Topic, "vote" | "state" | "end">;

/** One message on the bus, on one topic. */
export interface Envelope<T extends Topic> {
  readonly id: number;
  readonly session: string;
  readonly from: string;
  readonly to: string;
  readonly topic: T;
  readonly wire: Wire<Ask<T>>;
  readonly reply: (answer: Answer<T>) => void;
  readonly fail: (error: unknown) => void;
}

/** A message on any of the given topics; switch on `topic` to narrow it. */
export type Message<T extends Topic = Topic> = { [K in T]: Envelope<K> }[T];
