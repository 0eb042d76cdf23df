/**
 * Agents told by OpenTelemetry spans, with no edit of the program: whoever's span is made the active one runs, and so does
 * what that awaits. A span that names no agent is the work of the agent of the spans above it.
 */
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";
import { onContextManager } from "./otel-global.ts";
import type { AgentMessages } from "./agent-messages.ts";
import { contextTokens, INPUT_TOKENS, type SpanIdentity, spanIdentity, TELLING } from "./span-identity.ts";

type Callable = (...args: unknown[]) => unknown;

/** As the API makes it, in every copy of it. */
const SPAN_KEY = Symbol.for("OpenTelemetry Context Key SPAN");
/** Spans are known by their ids to those below them; of those long ago nobody asks. */
const MOST_SPANS = 20_000;
/** Spans of HTTP, databases and the like are no agents, whatever is set on them later. */
const INSTRUMENTATION = "@opentelemetry/instrumentation";

interface SpanAgent {
  label: string;
  readonly store: SwarmprofAgentStore;
  /** Whether it goes by its name, not by its id. */
  hasName: boolean;
}

export class SpanAgents {
  readonly #tracking: AgentTracking;
  readonly #messages: AgentMessages;
  readonly #agents = new Map<string, SpanAgent>();
  /** Keys of agents by their names: a span further down may have the name alone. */
  readonly #keys = new Map<string, string>();
  readonly #labels = new Map<string, number>();
  /** Spans that name an agent themselves. */
  readonly #own = new WeakMap<object, SpanAgent>();
  readonly #ofSpan = new Map<string, SpanAgent>();
  readonly #hooked = new WeakSet<object>();

  constructor(tracking: AgentTracking, messages: AgentMessages) {
    this.#tracking = tracking;
    this.#messages = messages;
  }

  start(): void {
    onContextManager((manager) => this.#hookManager(manager));
  }

  #hookManager(manager: object): void {
    const original: unknown = Reflect.get(manager, "with");
    if (typeof original !== "function") return;
    const runIn = (context: unknown, action: () => unknown): unknown => this.#runIn(manager, context, action);
    const { passThrough } = {
      passThrough(this: unknown, ...args: unknown[]): unknown {
        const call = (): unknown => Reflect.apply(original, this, args);
        return runIn(args[0], call);
      },
    };
    Object.defineProperty(manager, "with", {
      value: passThrough,
      configurable: true,
      enumerable: false,
      writable: true,
    });
  }

  #runIn(manager: object, context: unknown, action: () => unknown): unknown {
    const span = activeSpan(context);
    if (span === undefined) return action();
    if (isRecording(span) && !isInstrumentation(span)) this.#hookSpans(manager, span);
    const own = this.#own.get(span) ?? this.#named(span);
    if (own !== undefined) return this.#tracking.run(own.store, action);
    const above = this.#above(span);
    if (above !== undefined && !this.#tracking.runs(above.store)) return this.#tracking.run(above.store, action);
    if (isInstrumentation(span) || !isRecording(span)) return action();
    return this.#tracking.scope(action);
  }

  /** The agent that the span names itself. */
  #named(span: object): SpanAgent | undefined {
    const identity = spanIdentity(span);
    if (identity === undefined) return undefined;
    const agent = this.#agent(identity, this.#above(span));
    this.#own.set(span, agent);
    this.#remember(spanId(call(span, "spanContext")), agent);
    return agent;
  }

  #agent({ id, name }: SpanIdentity, parent: SpanAgent | undefined): SpanAgent {
    const key = id === "" ? (this.#keys.get(name) ?? `name\0${name}`) : `id\0${id}`;
    if (name !== "") this.#keys.set(name, key);
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const label = this.#label(name === "" ? id : name);
    const options = parent === undefined ? {} : { parent: parent.label };
    const agent = { label, store: this.#tracking.agent("context", label, options), hasName: name !== "" };
    this.#agents.set(key, agent);
    return agent;
  }

  #label(wanted: string): string {
    const number = (this.#labels.get(wanted) ?? 0) + 1;
    this.#labels.set(wanted, number);
    return number === 1 ? wanted : `${wanted} #${number}`;
  }

  /** Of the spans above, the nearest whose agent is known. */
  #above(span: object): SpanAgent | undefined {
    // `parentSpanId` in the SDK before version 2
    const parent = spanId(Reflect.get(span, "parentSpanContext")) ?? Reflect.get(span, "parentSpanId");
    const agent = typeof parent === "string" ? this.#ofSpan.get(parent) : undefined;
    if (agent !== undefined) this.#remember(spanId(call(span, "spanContext")), agent);
    return agent;
  }

  #remember(id: string | undefined, agent: SpanAgent): void {
    if (id === undefined) return;
    this.#ofSpan.set(id, agent);
    if (this.#ofSpan.size <= MOST_SPANS) return;
    for (const oldest of this.#ofSpan.keys()) {
      this.#ofSpan.delete(oldest);
      return;
    }
  }

  /** Spans may be given their agent's name after they have begun, while they are the active one. */
  #hookSpans(manager: object, span: object): void {
    const prototype = Object.getPrototypeOf(span) as object;
    if (this.#hooked.has(prototype)) return;
    this.#hooked.add(prototype);
    const original: unknown = Reflect.get(prototype, "setAttribute");
    if (typeof original !== "function") return;
    const used = (it: object): void => this.#used(it);
    const told = (it: object): void => this.#toldLate(manager, it);
    const { passThrough } = {
      passThrough(this: object, ...args: unknown[]): unknown {
        const result: unknown = Reflect.apply(original, this, args);
        if (TELLING.has(args[0])) told(this);
        else if (args[0] === INPUT_TOKENS) used(this);
        return result;
      },
    };
    Object.defineProperties(passThrough, Object.getOwnPropertyDescriptors(original));
    const property = Object.getOwnPropertyDescriptor(prototype, "setAttribute");
    if (property?.configurable === true)
      Object.defineProperty(prototype, "setAttribute", { ...property, value: passThrough });
  }

  #used(span: object): void {
    const agent = this.#own.get(span) ?? this.#named(span) ?? this.#above(span);
    const tokens = contextTokens(span);
    if (agent !== undefined && tokens !== undefined) this.#messages.contextOf(agent.store.index, null, tokens);
  }

  #toldLate(manager: object, span: object): void {
    const known = this.#own.get(span);
    if (known !== undefined) {
      const name = spanIdentity(span)?.name ?? "";
      if (known.hasName || name === "") return;
      known.hasName = true;
      known.label = this.#label(name);
      this.#tracking.rename(known.store, "context", known.label, "");
    } else if (activeSpan(call(manager, "active")) === span) {
      const agent = this.#named(span);
      if (agent !== undefined) this.#tracking.enter(agent.store);
    }
  }
}

function activeSpan(context: unknown): object | undefined {
  const span = call(context, "getValue", SPAN_KEY);
  return typeof span === "object" && span !== null ? span : undefined;
}

function spanId(context: unknown): string | undefined {
  if (typeof context !== "object" || context === null) return undefined;
  const id: unknown = Reflect.get(context, "spanId");
  return typeof id === "string" ? id : undefined;
}

function isRecording(span: object): boolean {
  return typeof Reflect.get(span, "attributes") === "object";
}

function isInstrumentation(span: object): boolean {
  const scope: unknown = Reflect.get(span, "instrumentationScope") ?? Reflect.get(span, "instrumentationLibrary");
  if (typeof scope !== "object" || scope === null) return false;
  return String(Reflect.get(scope, "name")).startsWith(INSTRUMENTATION);
}

function call(holder: unknown, method: string, ...args: unknown[]): unknown {
  if (typeof holder !== "object" || holder === null) return undefined;
  const found: unknown = Reflect.get(holder, method);
  return typeof found === "function" ? Reflect.apply(found as Callable, holder, args) : undefined;
}
