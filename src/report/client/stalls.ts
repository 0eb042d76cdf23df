import type { Page } from "./page.ts";
import { rangeWithin, wholeRun } from "./whole-run.ts";

/** Shown around a stall: a stall alone would be the whole chart. */
const AROUND = 1;

/** "show" beside a stall selects its time, and as much before and after. */
export function stalls(page: Page): void {
  const whole = wholeRun(page.model.sources);
  for (const button of document.querySelectorAll<HTMLElement>("#stalls button[data-start]")) {
    const startUs = Number(button.dataset["start"]) * 1000;
    const lengthUs = Number(button.dataset["ms"]) * 1000;
    const thread = page.model.sources.threads.findIndex(({ label }) => label === button.dataset["thread"]);
    button.addEventListener("click", () => {
      const range = rangeWithin(whole, startUs - AROUND * lengthUs, startUs + (1 + AROUND) * lengthUs);
      page.change({ range, thread: thread === -1 ? null : thread });
      document.querySelector("#memory")?.scrollIntoView({ block: "nearest" });
    });
  }
}
