/**
 * A library says who runs, without depending on us: `{ id, parent?, role?, root? }` on a diagnostics channel. `runStores`
 * says it for a function and all that it awaits; `publish` says it from there on, since a message has no end. Messages with
 * a `type` say something of agents, and not who runs: `{ type: "handoff", to, from? }`, `{ type: "context", size, … }`.
 */
import type { AsyncLocalStorage } from "node:async_hooks";
import diagnostics from "node:diagnostics_channel";
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentMessages } from "./agent-messages.ts";
import type { AgentTracking } from "./agent-tracking.ts";

const CHANNEL = "swarmprof:agent";

export function listenForAgents(tracking: AgentTracking, messages: AgentMessages): void {
  /** `runStores` publishes its message, too. */
  let scoped: unknown;
  diagnostics.subscribe(CHANNEL, (message) => {
    const isScoped = message === scoped;
    scoped = undefined;
    if (isScoped || saidOfAgents(messages, message)) return;
    // Who published before may still be the context's agent here, and is no parent.
    const store = told(tracking, message, { parent: "" });
    if (store !== undefined) tracking.enter(store);
  });
  // What Node asks of a store, up to Node 24 and from 26 on.
  const store = {
    run(message: unknown, action: () => unknown): unknown {
      scoped = message;
      const agent = told(tracking, message);
      return agent === undefined ? action() : tracking.run(agent, action);
    },
    withScope(message: unknown): { [Symbol.dispose](): void } {
      scoped = message;
      const agent = told(tracking, message);
      return { [Symbol.dispose]: agent === undefined ? () => {} : tracking.enterUntil(agent) };
    },
  };
  diagnostics.channel(CHANNEL).bindStore(store as unknown as AsyncLocalStorage<unknown>, (message: unknown) => message);
}

/** @returns false where the message is about who runs */
function saidOfAgents(messages: AgentMessages, message: unknown): boolean {
  if (typeof message !== "object" || message === null || !("type" in message)) return false;
  const { type, to, from, size, agent, tokens } = message as Record<string, unknown>;
  if (type === "handoff" && typeof to === "string") messages.handoff(to, typeof from === "string" ? { from } : {});
  if (type === "context") {
    messages.contextSize(size, {
      ...(typeof agent === "string" ? { agent } : {}),
      ...(typeof tokens === "number" ? { tokens } : {}),
    });
  }
  return true;
}

/** @returns undefined for a message that names no agent */
function told(
  tracking: AgentTracking,
  message: unknown,
  unsaid: { readonly parent?: string } = {},
): SwarmprofAgentStore | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { id, parent, role, root } = message as Record<string, unknown>;
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  return tracking.agent("context", String(id), {
    ...unsaid,
    ...(typeof parent === "string" ? { parent } : {}),
    ...(typeof role === "string" ? { role } : {}),
    ...(typeof root === "object" && root !== null ? { root } : {}),
  });
}
