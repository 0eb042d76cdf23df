import type { Page } from "./page.ts";
import { reveal } from "./reveal.ts";

/** "show" sets every view to the state that proves the finding. */
export function findings(page: Page): void {
  for (const button of document.querySelectorAll<HTMLElement>(".findings button[data-frame]")) {
    const frame = Number(button.dataset["frame"]);
    button.addEventListener("click", () => {
      reveal(page, frame, { arrangement: "merged", thread: null, range: null, weight: "cpu", search: "" });
      document.querySelector("#graph")?.scrollIntoView({ block: "nearest" });
    });
  }
}
