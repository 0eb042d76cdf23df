import type { TimeRange } from "../scope.ts";

/** The time that a chart shows, ms from the start of the run. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export function stretchOf({ fromUs, toUs }: TimeRange): Stretch {
  return { fromMs: fromUs / 1000, toMs: toUs / 1000 };
}
