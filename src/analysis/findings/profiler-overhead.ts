import type { Run } from "../../run/read-run.ts";
import type { Finding } from "../finding.ts";
import { threadName } from "../thread-name.ts";
import { milliseconds, percent, seconds } from "../words.ts";

const WORTH_SAYING = 15;
/** What starts and ends cost says little of a program as short. */
const SHORTEST_US = 200_000;

/** Threads that profiling held for so long that times on the clock are not the program's own. */
export function profilerOverhead({ run }: { readonly run: Run }): readonly Finding[] {
  return run.processes
    .flatMap(({ threads }) => threads)
    .flatMap((track) => {
      const { record, end } = track;
      const wallUs = (end?.endUs ?? 0) - record.startUs;
      const share = end === undefined || wallUs < SHORTEST_US ? 0 : (100 * end.cutUs) / wallUs;
      if (end === undefined || share < WORTH_SAYING) return [];
      const message = `Profiling held ${threadName(track, run)} for ${milliseconds(end.cutUs / 1000)}, ${percent(share)} of its ${seconds(wallUs / 1000)}: CPU time and memory leave that out, but waits and times on the clock are longer than without it`;
      const evidence = { heldMs: end.cutUs / 1000, wallMs: wallUs / 1000, percent: share };
      return [{ rule: "profiler-overhead", severity: "warning" as const, message, evidence }];
    })
    .slice(0, 1);
}
