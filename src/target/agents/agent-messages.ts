/** What agents say to one another, and how large the contexts are that they work with, as far as the program tells. */
import type { ThreadLayout } from "../../run/layout.ts";
import type { AgentContextRow, HandoffRow } from "../../run/records.ts";
import { appendText, nowUs, stringify, writeWhole } from "../pristine.ts";
import type { AgentTracking } from "./agent-tracking.ts";

export interface ContextOptions {
  /** Whose context it is; without it the agent's that runs. */
  readonly agent?: string;
  /** As the model counts them, where the program knows. */
  readonly tokens?: number;
}

export interface HandoffOptions {
  /** Who hands over; without it the agent that runs. */
  readonly from?: string;
}

/** Rows are written in blocks of so many. */
const BLOCK = 500;
/** Of those who were handed something and have not run since: more are written down as not taken up. */
const MOST_WAITING = 100_000;

interface Waiting {
  readonly t: number;
  readonly from: string;
}

export class AgentMessages {
  readonly #layout: ThreadLayout;
  readonly #tracking: AgentTracking;
  readonly #contexts = new Map<number, AgentContextRow>();
  readonly #waiting = new Map<string, Waiting[]>();
  #waitingCount = 0;
  #rows: string[] = [];
  #listens = false;

  constructor(layout: ThreadLayout, tracking: AgentTracking) {
    this.#layout = layout;
    this.#tracking = tracking;
  }

  /** @param size bytes, a text, or messages, which count as JSON; undefined where only tokens are known */
  contextSize(size: unknown, { agent, tokens }: ContextOptions = {}): void {
    const index = agent === undefined ? this.#tracking.running : this.#tracking.indexOf(agent);
    const bytes = size === undefined ? null : this.#tracking.asNobody(() => bytesOf(size));
    if (bytes !== undefined) this.contextOf(index, bytes, Number.isFinite(tokens) ? (tokens as number) : null);
  }

  /** @param index of the agent @param bytes null, as tokens: not told */
  contextOf(index: number, bytes: number | null, tokens: number | null): void {
    if (index === 0 || (bytes === null && tokens === null)) return;
    const [, lastBytes = null, peakBytes = null, , peakTokens = null] = this.#contexts.get(index) ?? [];
    this.#contexts.set(index, [
      index,
      bytes ?? lastBytes,
      highest(bytes, peakBytes),
      tokens,
      highest(tokens, peakTokens),
    ]);
  }

  handoff(to: string, { from = this.#tracking.idOf(this.#tracking.running) }: HandoffOptions = {}): void {
    this.#listen();
    const waiting = this.#waiting.get(to) ?? [];
    if (this.#waitingCount >= MOST_WAITING) this.#write([nowUs(), from, to, null]);
    else {
      this.#waitingCount++;
      waiting.push({ t: nowUs(), from });
      this.#waiting.set(to, waiting);
    }
  }

  flush(): void {
    try {
      if (this.#rows.length > 0) appendText(this.#layout.handoffs, this.#rows.join(""));
      if (this.#contexts.size > 0) writeWhole(this.#layout.agentContexts, stringify([...this.#contexts.values()]));
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
    this.#rows = [];
  }

  end(): void {
    for (const [to, waiting] of this.#waiting) {
      for (const { t, from } of waiting) this.#write([t, from, to, null]);
    }
    this.#waiting.clear();
    this.flush();
  }

  #listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    this.#tracking.onRun((index) => {
      if (this.#waitingCount === 0) return;
      const to = this.#tracking.idOf(index);
      const waiting = this.#waiting.get(to);
      if (waiting === undefined) return;
      const now = nowUs();
      this.#waiting.delete(to);
      this.#waitingCount -= waiting.length;
      for (const { t, from } of waiting) this.#write([t, from, to, now - t]);
    });
  }

  #write(row: HandoffRow): void {
    this.#rows.push(`${stringify(row)}\n`);
    if (this.#rows.length >= BLOCK) this.flush();
  }
}

function highest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function bytesOf(size: unknown): number | undefined {
  if (typeof size === "number") return Number.isFinite(size) ? size : undefined;
  try {
    const text = typeof size === "string" ? size : stringify(size);
    return typeof text === "string" ? Buffer.byteLength(text) : undefined;
  } catch {
    return undefined; // a circle, or a BigInt
  }
}
