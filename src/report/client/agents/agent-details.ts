import { bytesText, durationText, grouped, momentText, percentText } from "../../quantity.ts";
import type { AgentsView, AgentView } from "../../view-model.ts";
import { element, found } from "../element.ts";
import type { Page } from "../page.ts";
import { agentToken, chosenAgents, choiceWords, onlyAgent, shortName } from "./agent-choice.ts";
import { agentMessages } from "./agent-messages.ts";
import { roleClass } from "./role-colours.ts";
import type { Swarm } from "./swarm.ts";

/** Agents that were made in one, listed. */
const LISTED = 12;

/** All that is known of the chosen agent; of several, their sums. */
export function agentDetails(page: Page, view: AgentsView): void {
  const box = element("div", {
    class: "agent-details",
    id: "agent-details",
    role: "region",
    "aria-label": "The chosen agents",
  });
  found("#agents .agents-live").append(box);
  const { swarm } = page.model.sources;
  const subAgents = madeIn(swarm);
  box.addEventListener("click", ({ target }) => {
    const agents = target instanceof HTMLElement ? target.dataset["agents"] : undefined;
    if (agents !== undefined) page.change({ agents });
  });
  page.show(["agents"], () => {
    const { agents } = page.state;
    const only = onlyAgent(agents);
    box.hidden = agents === "";
    if (agents === "") box.replaceChildren();
    else
      box.replaceChildren(...(only === undefined ? several(swarm, agents) : one(swarm, view, only, subAgents(only))));
  });
}

function one(swarm: Swarm, view: AgentsView, index: number, made: readonly number[]): HTMLElement[] {
  const agent = swarm.agents[index]!;
  const size = (bytes: number | null): string => (bytes === null ? "not known" : bytesText(bytes));
  const parent = agent.parent === "" ? -1 : swarm.agents.findIndex(({ id }) => id === agent.parent);
  const facts: [string, Node | string][] = [
    [
      "is",
      `${agent.model === "object" ? "an object" : agent.model === "context" ? "an async context" : `a ${agent.model}`}, role ${agent.role}`,
    ],
    ["made in", agent.parent === "" ? "" : parent === -1 ? agent.parent : agentButton(swarm, parent)],
    ["made", made.length === 0 ? "" : list(swarm, made)],
    ["threads", agent.threads.join(", ")],
    ["ran", ranWords(agent)],
    ["CPU", cpuWords(agent)],
    ["off the core", agent.waitMs === null ? "" : `${durationText(agent.waitMs)} in its slices`],
    ["peak", size(agent.peakBytes)],
    ["retained", size(agent.retainedBytes)],
    ["shared", size(agent.sharedBytes)],
    ["allocated", agent.allocatedBytes === null ? "" : bytesText(agent.allocatedBytes)],
    ["holds most", agent.holdsMost],
    ...agentMessages(view, agent.id),
    ["CPU is", agent.cpuMethod],
    ["memory is", agent.memoryMethod],
  ];
  return [heading(swarm, index), pairs(facts)];
}

function several(swarm: Swarm, choice: string): HTMLElement[] {
  const chosen = chosenAgents(choice, swarm);
  const members = swarm.agents.filter((_, agent) => chosen[agent + 1] === 1);
  const sum = (of: (agent: AgentView) => number | null): number | null =>
    members.reduce<number | null>((total, agent) => {
      const value = of(agent);
      return value === null ? total : (total ?? 0) + value;
    }, null);
  const text = (value: number | null, words: (value: number) => string): string => (value === null ? "" : words(value));
  const facts: [string, Node | string][] = [
    ["agents", grouped(members.length) + (chosen[0] === 1 ? ", and the time of nobody" : "")],
    [
      "CPU",
      text(
        sum(({ cpuMs }) => cpuMs),
        durationText,
      ),
    ],
    [
      "peaks add up to",
      text(
        sum(({ peakBytes }) => peakBytes),
        bytesText,
      ),
    ],
    [
      "retained",
      text(
        sum(({ retainedBytes }) => retainedBytes),
        bytesText,
      ),
    ],
    [
      "allocated",
      text(
        sum(({ allocatedBytes }) => allocatedBytes),
        bytesText,
      ),
    ],
  ];
  return [element("p", { class: "name" }, element("b", {}, choiceWords(choice, swarm))), pairs(facts)];
}

function heading(swarm: Swarm, index: number): HTMLElement {
  const dot = element("i", { class: `dot ${roleClass(swarm.groupOf[index]!)}` });
  return element("p", { class: "name" }, dot, element("b", {}, element("bdi", {}, swarm.agents[index]!.id)));
}

function pairs(facts: readonly (readonly [string, Node | string])[]): HTMLElement {
  return element(
    "dl",
    { class: "pairs" },
    ...facts
      .filter(([, value]) => value !== "")
      .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function cpuWords({ cpuMs, cpuPercent }: AgentView): string {
  if (cpuMs === null) return "not known";
  const share = cpuPercent === null ? "" : `, ${percentText(cpuPercent)} of what the system counted`;
  return durationText(cpuMs) + share;
}

function ranWords({ fromMs, toMs, slices }: AgentView): string {
  const times = slices === 0 ? "" : `${grouped(slices)} times`;
  const span = fromMs === null || toMs === null ? "" : `from ${momentText(fromMs)} to ${momentText(toMs)}`;
  return [times, span].filter((part) => part !== "").join(", ");
}

function list(swarm: Swarm, agents: readonly number[]): HTMLElement {
  const shown = agents.slice(0, LISTED);
  const parts = shown.flatMap((agent, i) => [i === 0 ? "" : ", ", agentButton(swarm, agent)]);
  const rest = agents.length - shown.length;
  return element("span", {}, ...parts, rest === 0 ? "" : ` and ${grouped(rest)} more`);
}

function agentButton(swarm: Swarm, agent: number): HTMLElement {
  return element(
    "button",
    { type: "button", class: "link", "data-agents": agentToken(agent) },
    shortName(swarm.agents[agent]!.id),
  );
}

/** The agents that each has made: looked up by its id, which its model alone need not make unique. */
function madeIn({ agents }: Swarm): (agent: number) => readonly number[] {
  const byParent = new Map<string, number[]>();
  agents.forEach(({ parent }, agent) => {
    if (parent === "") return;
    const same = byParent.get(parent);
    if (same === undefined) byParent.set(parent, [agent]);
    else same.push(agent);
  });
  return (agent) => byParent.get(agents[agent]!.id) ?? [];
}
