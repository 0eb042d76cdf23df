import { grouped } from "../../quantity.ts";
import { shortName } from "../agents/agent-choice.ts";
import { roleClass } from "../agents/role-colours.ts";
import type { Swarm } from "../agents/swarm.ts";
import { element } from "../element.ts";
import type { LaneLayout } from "./lane-layout.ts";

/** Roles that are named. */
const NAMED = 8;

/** Which colour is which role, of those that have a lane. */
export function laneLegend({ groups, groupOf }: Swarm, lanes: Uint32Array): HTMLElement[] {
  const here = [...new Set(Array.from(lanes, (agent) => groupOf[agent]!))].sort((a, b) => a - b);
  const items = here.slice(0, NAMED).map((group) => entry(roleClass(group), shortName(groups[group]?.words ?? "")));
  const rest = here.length - items.length;
  return rest === 0 ? items : [...items, entry("role-other", `${grouped(rest)} more roles`)];
}

/** What the lanes leave out, and how they are to be read. */
export function laneNotes(lanes: number, agents: number, { perLine, lines }: LaneLayout): string {
  const left = agents - lanes;
  const [who, have] = left === 1 ? ["agent", "has"] : ["agents", "have"];
  return [
    perLine > 1 ? `${grouped(lanes)} agents in ${lines} lines of ${perLine}.` : "",
    left === 0 ? "" : `${grouped(left)} ${who} not seen to run ${have} no lane.`,
    "The denser, the more of the time; the table of agents has first and last run and CPU time.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function entry(kind: string, words: string): HTMLElement {
  return element("li", {}, element("i", { class: `dot ${kind}` }), words);
}
