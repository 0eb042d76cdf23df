import type { Page } from "./page.ts";
import { initialState } from "./page-state.ts";
import { reveal } from "./reveal.ts";

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
