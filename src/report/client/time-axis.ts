import { element } from "./element.ts";
import type { TimeRange } from "./scope.ts";
import { seconds } from "./scope-words.ts";

/** Marks below what runs along the time that is shown. */
export function timeAxis({ fromUs, toUs }: TimeRange): HTMLElement[] {
  return [0, 0.25, 0.5, 0.75, 1].map((part) => element("span", {}, `${seconds(fromUs + part * (toUs - fromUs))} s`));
}
