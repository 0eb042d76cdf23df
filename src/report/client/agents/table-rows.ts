import { agentPattern } from "../../../analysis/agents/agent-pattern.ts";
import type { AgentView } from "../../view-model.ts";
import type { Swarm } from "./swarm.ts";

/** A row of the table of agents: one agent, or the head of a group of them. */
export type TableRow =
  | { readonly kind: "agent"; readonly agent: number }
  | { readonly kind: "group"; readonly group: number; readonly members: readonly number[]; readonly isOpen: boolean };

export interface TableOrder {
  /** What agents are ordered by; unknown figures come last. */
  readonly value: (agent: number) => number | string | null;
  /** The same of a group. */
  readonly groupValue: (members: readonly number[]) => number | string | null;
  readonly down: boolean;
}

/** Whether an agent fits what is searched: a pattern where it has a `*`, else a part of its id, role or model. */
export function agentFilter(text: string): (agent: Pick<AgentView, "id" | "role" | "model">) => boolean {
  const typed = text.trim();
  if (typed === "") return () => true;
  if (typed.includes("*")) {
    const matches = agentPattern(typed);
    return ({ id }) => matches(id);
  }
  const wanted = typed.toLowerCase();
  return ({ id, role, model }) => `${id}\n${role}\n${model}`.toLowerCase().includes(wanted);
}

/** @param folded groups whose members are not listed; undefined: no groups */
export function tableRows(
  swarm: Swarm,
  fits: (agent: AgentView) => boolean,
  order: TableOrder,
  folded: ReadonlySet<number> | undefined,
): TableRow[] {
  const fitting = (members: readonly number[]): number[] => members.filter((agent) => fits(swarm.agents[agent]!));
  const sorted = (members: readonly number[]): TableRow[] =>
    inOrder(members, order.value, order.down).map((agent) => ({ kind: "agent", agent }));
  if (folded === undefined) return sorted(fitting(Array.from(swarm.agents.keys())));
  const groups = swarm.groups
    .map(({ members }, group) => ({ group, members: fitting(members) }))
    .filter(({ members }) => members.length > 0);
  return inOrder(groups, ({ members }) => order.groupValue(members), order.down).flatMap(({ group, members }) => {
    const isOpen = !folded.has(group);
    return [{ kind: "group" as const, group, members, isOpen }, ...(isOpen ? sorted(members) : [])];
  });
}

/** Equals stay in the order in which they came. */
function inOrder<Item>(
  items: readonly Item[],
  value: (item: Item) => number | string | null,
  down: boolean,
): readonly Item[] {
  const sign = down ? -1 : 1;
  const keyed = items.map((item) => ({ item, key: value(item) }));
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0;
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    if (typeof a.key === "string" || typeof b.key === "string") return sign * naturally(String(a.key), String(b.key));
    return sign * (a.key - b.key);
  });
  return keyed.map(({ item }) => item);
}

const { compare: naturally } = new Intl.Collator("en", { numeric: true });
