import { digitsOfBytes, momentText } from "../../quantity.ts";
import { agentToken, shortName } from "../agents/agent-choice.ts";
import { element } from "../element.ts";
import type { Band } from "./bands.ts";
import type { HeldOverTime } from "./held-over-time.ts";

/** Columns at most: a table of all snapshots of an hour would say less. */
const COLUMNS = 12;

/** The drawing as a table: a row a band, a column a snapshot, MB. */
export function heldTable(choose: (agents: string) => void): {
  readonly host: HTMLElement;
  draw(held: HeldOverTime, bands: readonly Band[]): void;
} {
  const scroll = element("div", { class: "scroll" });
  const host = element("details", { class: "twin" }, element("summary", {}, "Memory of agents as a table"), scroll);
  scroll.addEventListener("click", ({ target }) => {
    const agents = target instanceof HTMLElement ? target.dataset["agents"] : undefined;
    if (agents !== undefined) choose(agents);
  });
  let latest: { held: HeldOverTime; bands: readonly Band[] } | undefined;
  const fill = (): void => {
    if (host.open && latest !== undefined) scroll.replaceChildren(table(latest.held, latest.bands));
  };
  host.addEventListener("toggle", fill);
  return {
    host,
    draw(held, bands) {
      latest = { held, bands };
      fill();
    },
  };
}

function table({ moments }: HeldOverTime, bands: readonly Band[]): HTMLElement {
  const step = Math.max(1, Math.ceil(moments.length / COLUMNS));
  // The last one always.
  const shown = Array.from(moments.keys()).filter((i) => (moments.length - 1 - i) % step === 0);
  const heads = shown.map((i) => element("th", { class: "n" }, momentText(moments[i]!.atMs)));
  const rows = bands.map(({ words, agent, bytes }) => {
    const name = shortName(words);
    const cell =
      agent === undefined
        ? element("td", {}, name)
        : element(
            "td",
            {},
            element("button", { type: "button", class: "link", "data-agents": agentToken(agent) }, name),
          );
    return element("tr", {}, cell, ...shown.map((i) => element("td", { class: "n" }, digitsOfBytes(bytes[i]!))));
  });
  return element(
    "table",
    {},
    element("caption", {}, `MB at ${step === 1 ? "each moment" : `every ${step}th moment`}`),
    element("thead", {}, element("tr", {}, element("th", {}, "agent"), ...heads)),
    element("tbody", {}, ...rows),
  );
}
