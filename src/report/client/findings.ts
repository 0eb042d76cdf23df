import { agentToken } from "./agents/agent-choice.ts";
import type { Page } from "./page.ts";
import { initialState } from "./page-state.ts";
import { reveal } from "./reveal.ts";

/** "show" chooses the agent that a finding is about. */
export function agentFindings(page: Page): void {
  for (const button of document.querySelectorAll<HTMLElement>(".findings button[data-agent]")) {
    const agents = agentToken(Number(button.dataset["agent"]));
    button.addEventListener("click", () => {
      page.change({ agents, thread: null, range: null });
      document.querySelector("#agents")?.scrollIntoView({ block: "nearest" });
    });
  }
}

/** "show" sets every view to the state that proves the finding. */
export function findings(page: Page): void {
  const { weights } = page.model.sources;
  for (const button of document.querySelectorAll<HTMLElement>(".findings button[data-frame]")) {
    const frame = Number(button.dataset["frame"]);
    const proof = weights.find((weight) => weight === button.dataset["show"]);
    const { arrangement, thread, range, agents, moment, count, weight, search } = initialState(weights);
    button.addEventListener("click", () => {
      reveal(page, frame, { arrangement, thread, range, agents, moment, count, search, weight: proof ?? weight });
      document.querySelector("#graph")?.scrollIntoView({ block: "nearest" });
    });
  }
}
