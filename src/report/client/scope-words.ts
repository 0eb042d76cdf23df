import { weightWords } from "./model.ts";
import type { Page } from "./page.ts";

/** What the figures of the page are taken over, for the titles of the parts: `CPU time, main, 0.80–1.40 s`. */
export function scopeWords({ state, model }: Page): string {
  const words = [weightWords(state)];
  if (state.thread !== null) words.push(model.cpu.threads[state.thread]?.label ?? "");
  if (state.range !== null) {
    words.push(`${seconds(state.range.fromUs)}–${seconds(state.range.toUs)} s`);
  }
  return words.join(", ");
}

export function seconds(us: number): string {
  return (us / 1e6).toFixed(2);
}
