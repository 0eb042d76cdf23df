/**
 * Which agents are chosen, as a text for the state of the page and its link: numbers of agents from 1 on, 0 for the time
 * of nobody, `r` and a number for a group, parted by points; or `~` and a pattern of ids. "" is everybody.
 */
import { agentPattern } from "../../../analysis/agents/agent-pattern.ts";
import { grouped } from "../../quantity.ts";
import type { Swarm } from "./swarm.ts";

const PATTERN = "~";

export function agentToken(agent: number): string {
  return String(agent + 1);
}

export function groupToken(group: number): string {
  return `r${group}`;
}

const NOBODY = "0";

export function patternChoice(pattern: string): string {
  return PATTERN + pattern;
}

/** @returns what of a link's text makes sense here, in one order */
export function sensibleChoice(text: string, known: { readonly agents: number; readonly groups: number }): string {
  if (known.agents === 0) return "";
  if (text.startsWith(PATTERN)) return text.length > 1 ? text : "";
  const makesSense = (token: string): boolean =>
    /^r\d{1,6}$/.test(token)
      ? Number(token.slice(1)) < known.groups
      : /^\d{1,9}$/.test(token) && Number(token) <= known.agents;
  return joined(text.split(".").filter(makesSense));
}

/** With the token if it wasn't there, else without it. */
export function toggled(text: string, token: string): string {
  const tokens = tokensOf(text);
  return joined(tokens.includes(token) ? tokens.filter((one) => one !== token) : [...tokens, token]);
}

export function isChosen(text: string, token: string): boolean {
  return tokensOf(text).includes(token);
}

/** 1 for each that is chosen: nobody first, then the agents. */
export function chosenAgents(text: string, { agents, groups }: Swarm): Uint8Array {
  const chosen = new Uint8Array(agents.length + 1);
  if (text.startsWith(PATTERN)) {
    const matches = agentPattern(text.slice(1));
    agents.forEach(({ id }, agent) => {
      if (matches(id)) chosen[agent + 1] = 1;
    });
  }
  for (const token of tokensOf(text)) {
    if (!token.startsWith("r")) chosen[Number(token)] = 1;
    else for (const agent of groups[Number(token.slice(1))]?.members ?? []) chosen[agent + 1] = 1;
  }
  return chosen;
}

/** The only agent that is chosen, if it is one. */
export function onlyAgent(text: string): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  return number > 0 ? number - 1 : undefined;
}

/** e.g. `planner-1`, `Coder (8 agents)`, `planner-1 and 2 more`; "" for everybody. */
export function choiceWords(text: string, swarm: Swarm): string {
  if (text === "") return "";
  const count = (agents: number): string => `${grouped(agents)} agent${agents === 1 ? "" : "s"}`;
  if (text.startsWith(PATTERN)) {
    const matching = chosenAgents(text, swarm).reduce((sum, one) => sum + one, 0);
    return `${shortName(text.slice(1))} (${count(matching)})`;
  }
  const [first = "", ...rest] = tokensOf(text).map((token) => {
    if (token === NOBODY) return "nobody’s time";
    if (!token.startsWith("r")) return shortName(swarm.agents[Number(token) - 1]?.id ?? "");
    const group = swarm.groups[Number(token.slice(1))];
    return group === undefined ? "" : `${shortName(group.words)} (${count(group.members.length)})`;
  });
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/** Names stand in titles: an id may be a whole prompt. */
export function shortName(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

const LONGEST_NAME = 60;

function tokensOf(text: string): string[] {
  return text === "" || text.startsWith(PATTERN) ? [] : text.split(".");
}

function joined(tokens: readonly string[]): string {
  const order = (token: string): number => (token.startsWith("r") ? -1e9 : 0) + Number(token.replace("r", ""));
  return [...new Set(tokens)].sort((a, b) => order(a) - order(b)).join(".");
}
