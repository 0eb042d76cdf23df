import { KIND_WORDS } from "../kind-words.ts";
import { place } from "../place.ts";
import { digitsOfPercent, grouped, percentText } from "../quantity.ts";
import { agentToken, shortName } from "./agents/agent-choice.ts";
import { agentShares } from "./agents/agent-shares.ts";
import { bar } from "./bar.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { type Neighbour, neighbours } from "./neighbours.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { reveal } from "./reveal.ts";
import { frameName } from "./row-name.ts";
import { isTime } from "./scope.ts";
import { tierWords } from "./tiers.ts";
import { threadShares } from "./thread-shares.ts";

/** Callers and callees listed; the rest is summed up in a line. */
const LISTED = 8;

/** All that is known of the selected function. */
export function details(page: Page): void {
  const body = found("#details .body");
  body.addEventListener("click", ({ target }) => {
    const { frame, agents } = target instanceof HTMLElement ? target.dataset : {};
    if (frame !== undefined) reveal(page, Number(frame));
    else if (agents !== undefined) page.change({ agents });
  });
  page.show(["frame", ...SCOPE_KEYS], () => body.replaceChildren(...content(page)));
}

function content(page: Page): HTMLElement[] {
  const index = page.state.frame;
  const { model, state } = page;
  const frame = index === null ? undefined : model.frames[index];
  if (index === null || frame === undefined) {
    return [
      element(
        "p",
        { class: "muted" },
        "Select a function, in the graph or in a table, to see who calls it and whom it calls.",
      ),
    ];
  }
  const functions = model.functions(state);
  const sum = model.weights(state).sum || 1;
  const total = functions.total[index]!;
  const around = neighbours(index, model.tree, model.weights(state));
  const { text } = figuresOf(state);
  const share = (value: number): string => `${text(value)}, ${percentText((100 * value) / sum)}`;
  const facts: [string, string][] = [
    ["self", share(functions.self[index]!)],
    ["total", share(total)],
    ["kind", frame.package === "" ? KIND_WORDS[frame.kind] : `${KIND_WORDS[frame.kind]}: ${frame.package}`],
  ];
  if (frame.tiers !== undefined) facts.push(["tier", tierWords(frame)]);
  if (frame.deopt !== "") facts.push([frame.tiers === undefined ? "not optimised" : "optimised code", frame.deopt]);
  return [
    element(
      "p",
      { class: "name" },
      element("i", { class: `dot k-${frame.kind}` }),
      element("b", {}, frameName(model.frames, index)),
    ),
    ...(frame.file === ""
      ? []
      : [element("p", { class: "muted" }, element("code", {}, place(frame, { column: true })))]),
    element(
      "dl",
      { class: "pairs" },
      ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
    ),
    ...neighbourList(page, "Called by", around.callers, total),
    ...neighbourList(page, "Calls", around.callees, total),
    ...payerList(page, index),
    ...threadList(page, index),
  ];
}

function neighbourList(page: Page, title: string, all: readonly Neighbour[], total: number): HTMLElement[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, LISTED).map(({ frame, weight }) => {
    const name = element(
      "button",
      { type: "button", class: "link", "data-frame": frame },
      frameName(page.model.frames, frame),
    );
    return shareRow(name, (100 * weight) / (total || 1));
  });
  const rest = all.length - rows.length;
  return [
    element("h3", {}, title),
    element("table", {}, element("tbody", {}, ...rows)),
    ...(rest === 0 ? [] : [element("p", { class: "note" }, `and ${rest} more with less`)]),
  ];
}

/** Who ran while the function was on the stack; an agent's button chooses it. */
function payerList({ model, state }: Page, frame: number): HTMLElement[] {
  const { swarm } = model.sources;
  if (!swarm.isSampled || !isTime(state.weight)) return [];
  const shares = agentShares(frame, model.tree, model.sources, state);
  const all = shares.reduce((sum, { total }) => sum + total, 0) || 1;
  const { digits, unit } = figuresOf(state);
  const rows = shares.slice(0, LISTED).map(({ agent, total }) => {
    const words = shortName(swarm.agents[agent]?.id ?? "no agent");
    const button = element("button", { type: "button", class: "link", "data-agents": agentToken(agent) }, words);
    return shareRow(button, (100 * total) / all, `${digits(total)} ${unit}`);
  });
  const rest = shares.length - rows.length;
  return [
    element("h3", {}, state.agents === "" ? "Paid by" : "Paid by, of all agents"),
    element("table", { id: "payers" }, element("tbody", {}, ...rows)),
    ...(rest === 0 ? [] : [element("p", { class: "note" }, `and ${grouped(rest)} more agents with less`)]),
  ];
}

function threadList({ model, state }: Page, frame: number): HTMLElement[] {
  const { threads } = model.sources;
  if (threads.length === 1) return [];
  const shares = threadShares(frame, model.tree, model.sources, state);
  const all = shares.reduce((sum, { total }) => sum + total, 0) || 1;
  const rows = shares
    .slice(0, LISTED)
    .map(({ thread, total }) => shareRow(threads[thread]?.label ?? "", (100 * total) / all));
  const rest = shares.length - rows.length;
  return [
    element("h3", {}, "By thread"),
    element("table", {}, element("tbody", {}, ...rows)),
    ...(rest === 0 ? [] : [element("p", { class: "note" }, `and ${rest} more threads with less`)]),
  ];
}

function shareRow(name: HTMLElement | string, percent: number, amount = ""): HTMLTableRowElement {
  return element(
    "tr",
    {},
    element("td", { class: "wrap" }, name),
    ...(amount === "" ? [] : [element("td", { class: "n" }, amount)]),
    element("td", { class: "n" }, `${digitsOfPercent(percent)} %`),
    element("td", { class: "w" }, bar(percent)),
  );
}
