import type { Run } from "../../run/read-run.ts";
import type { Microseconds } from "../../run/records.ts";

/** How time is divided: all threads of a run have the same bins. */
export interface ActivityBins {
  readonly startUs: Microseconds;
  readonly binUs: Microseconds;
}

/** Over the whole run; a page is not wider. */
const BINS = 2_000;
const LEAST_US = 1_000;

/** Bins of whole ms, at their finest. */
export function activityBins({ manifest, processes }: Run): ActivityBins {
  const { startUs, target } = manifest;
  const lastUs = processes
    .flatMap(({ threads }) => threads)
    .reduce((last, { end, usage }) => Math.max(last, end?.endUs ?? usage.at(-1)?.[0] ?? 0), target?.endUs ?? startUs);
  return { startUs, binUs: Math.max(LEAST_US, Math.ceil((lastUs - startUs) / BINS / LEAST_US) * LEAST_US) };
}
