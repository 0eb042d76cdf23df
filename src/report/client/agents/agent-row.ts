import { grouped } from "../../quantity.ts";
import { bar } from "../bar.ts";
import { element } from "../element.ts";
import { type AgentColumn, groupFigures } from "./agent-columns.ts";
import { roleClass } from "./role-colours.ts";
import type { Swarm } from "./swarm.ts";

export interface RowLook {
  readonly swarm: Swarm;
  readonly columns: readonly AgentColumn[];
  /** The column that has a bar behind it, and the most in it. */
  readonly barred: { readonly key: string; readonly most: number };
  readonly isGrouped: boolean;
}

/** One agent. */
export function agentRow({ swarm, columns, barred, isGrouped }: RowLook, agent: number): HTMLTableRowElement {
  const view = swarm.agents[agent]!;
  const cells = columns.flatMap((column) => {
    const { key, digits, method, times } = column;
    const value = column.value(agent);
    if (digits === undefined) return [textCell(key, String(value ?? ""), agent, swarm, isGrouped)];
    const known = typeof value === "number";
    const words = method?.(view) ?? "";
    const cell = element("td", { class: "n", title: known ? words : unknownWords(words) });
    const outlier = times?.[agent] ?? 0;
    if (outlier > 0) {
      const title = "times the median of its role";
      cell.append(element("b", { class: "outlier", title }, `${outlier.toFixed(outlier < 10 ? 1 : 0)}×`), " ");
    }
    cell.append(known ? digits(value) : "—");
    if (key !== barred.key) return [cell];
    return [cell, element("td", { class: "w" }, bar(known && barred.most > 0 ? (100 * value) / barred.most : 0))];
  });
  return element("tr", { "aria-level": isGrouped ? 2 : 1, "data-agent": agent }, ...cells);
}

/** The head of a group: sums, and the median of one of its members below. */
export function groupRow(
  { swarm, columns, barred }: RowLook,
  group: number,
  members: readonly number[],
  isOpen: boolean,
): HTMLTableRowElement {
  const cells = columns.flatMap((column) => {
    const { key, digits } = column;
    if (key === "id") return [groupName(swarm, group, members.length)];
    const figures = groupFigures(column, members);
    const more = key === barred.key ? [element("td", { class: "w" })] : [];
    if (figures === undefined || digits === undefined) return [element("td"), ...more];
    const { first, median, most } = figures;
    const isSum = column.group === "sum";
    const title = isSum ? `sum ${digits(first)}, median ${digits(median)}, most ${digits(most)}` : "";
    const cell = element("td", { class: "n", title }, digits(first));
    if (isSum) cell.append(element("div", { class: "muted" }, digits(median)));
    return [cell, ...more];
  });
  return element(
    "tr",
    { class: "group", "aria-level": 1, "aria-expanded": String(isOpen), "data-group": group },
    ...cells,
  );
}

function groupName(swarm: Swarm, group: number, count: number): HTMLElement {
  const words = swarm.groups[group]?.words ?? "";
  const twisty = element("i", { class: "twisty", title: "fold" });
  const dot = element("i", { class: `dot ${roleClass(group)}` });
  const name = element("b", {}, words);
  const below = element("div", { class: "muted" }, `${grouped(count)} · sum, median below`);
  return element("td", { title: words }, twisty, dot, name, below);
}

function textCell(key: string, text: string, agent: number, swarm: Swarm, isGrouped: boolean): HTMLElement {
  if (key !== "id") return element("td", { title: text }, element("bdi", {}, text));
  const { parent } = swarm.agents[agent]!;
  const dot = element("i", { class: `dot ${roleClass(swarm.groupOf[agent]!)}` });
  const title = parent === "" ? text : `${text}, made in ${parent}`;
  return element("td", { title, class: isGrouped ? "member" : "" }, dot, element("bdi", {}, text));
}

function unknownWords(method: string): string {
  return `not known${method === "" ? "" : `: ${method}`}`;
}
