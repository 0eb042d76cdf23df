import type { Finding } from "../finding.ts";

/** Agents that were asked for and of which nothing, or not all, could be measured. */
export function unknownAgents(unknown: readonly string[]): Finding[] {
  return unknown.map((message) => ({ rule: "unknown-agents", severity: "warning", message, evidence: {} }));
}
