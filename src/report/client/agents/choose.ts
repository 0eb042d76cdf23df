import type { Page } from "../page.ts";
import { toggled } from "./agent-choice.ts";

/** Chooses whom the token stands for alone, or, where they were, everybody again; `more` adds them, or takes them away. */
export function choose(page: Page, token: string, more: boolean): void {
  const { agents } = page.state;
  page.change({ agents: more ? toggled(agents, token) : agents === token ? "" : token });
}

/** Whether a click is to add to what is chosen. */
export function isMore({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey;
}
