import { bytesText, durationText, grouped } from "../../quantity.ts";
import type { AgentsView } from "../../view-model.ts";
import { element } from "../element.ts";
import { agentToken, shortName } from "./agent-choice.ts";

/** Partners listed. */
const LISTED = 8;

/** What the program told of an agent: how large its context is, and who hands over to whom; "" where it told nothing. */
export function agentMessages(
  { contexts = [], handoffs = [], agents }: AgentsView,
  id: string,
): [string, Node | string][] {
  const context = contexts.find((one) => one.id === id);
  const partners = (own: "from" | "to", other: "from" | "to"): Node | string => {
    const all = handoffs.filter((one) => one[own] === id).sort((a, b) => b.count - a.count);
    if (all.length === 0) return "";
    const parts = all.slice(0, LISTED).flatMap((one, i) => {
      const index = agents.findIndex((agent) => agent.id === one[other]);
      const name = shortName(one[other]);
      const wait = one.medianWaitMs === null ? "never taken up" : `taken up after ${durationText(one.medianWaitMs)}`;
      const partner =
        index === -1
          ? name
          : element("button", { type: "button", class: "link", "data-agents": agentToken(index) }, name);
      return [i === 0 ? "" : ", ", partner, ` (${grouped(one.count)}, ${wait})`];
    });
    const rest = all.length - LISTED;
    return element("span", {}, ...parts, rest > 0 ? ` and ${grouped(rest)} more` : "");
  };
  return [
    ["context", context === undefined ? "" : contextWords(context)],
    ["hands over to", partners("from", "to")],
    ["takes over from", partners("to", "from")],
  ];
}

function contextWords({ contextBytes, contextTokens }: NonNullable<AgentsView["contexts"]>[number]): string {
  const sizes = [
    ...(contextBytes === undefined ? [] : [lastAndMost(contextBytes, bytesText, " at last")]),
    ...(contextTokens === undefined ? [] : [lastAndMost(contextTokens, grouped, " tokens")]),
  ];
  return sizes.join("; ");
}

function lastAndMost(
  { last, peak }: { readonly last: number | null; readonly peak: number },
  words: (size: number) => string,
  after: string,
): string {
  return `${last === null ? "not told" : words(last)}${after}, at most ${words(peak)}`;
}
