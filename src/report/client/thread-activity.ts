import type { SampleColumns } from "../view-model.ts";
import type { TimeRange } from "./scope.ts";

/** Share of a core that a thread used, bin by bin; 0 to 1. */
export interface ThreadActivity {
  readonly busy: Float64Array;
  /** Part of `busy` in garbage collection. */
  readonly gc: Float64Array;
  /** Part of `busy` of the agents that count. */
  readonly chosen: Float64Array;
}

export function threadActivity(
  { startUs, wallUs, cpuUs, node, agent }: SampleColumns,
  { fromUs, toUs, bins }: TimeRange & { readonly bins: number },
  isGc: (node: number) => boolean,
  counts?: Uint8Array,
): ThreadActivity {
  const busy = new Float64Array(bins);
  const gc = new Float64Array(bins);
  const chosen = new Float64Array(bins);
  const binUs = (toUs - fromUs) / bins;
  // From the left edge of what is shown.
  let start = startUs - fromUs;
  for (let i = 0; i < node.length && start < toUs - fromUs; i++) {
    const wall = wallUs[i]!;
    const rate = wall === 0 ? 0 : cpuUs[i]! / wall / binUs;
    const end = start + wall;
    const last = Math.min(bins - 1, Math.floor(end / binUs));
    for (let bin = rate === 0 ? bins : Math.max(0, Math.floor(start / binUs)); bin <= last; bin++) {
      const share = rate * (Math.min(end, (bin + 1) * binUs) - Math.max(start, bin * binUs));
      busy[bin] = busy[bin]! + share;
      if (isGc(node[i]!)) gc[bin] = gc[bin]! + share;
      if (counts === undefined || counts[agent?.[i] ?? 0] === 1) chosen[bin] = chosen[bin]! + share;
    }
    start = end;
  }
  return { busy, gc, chosen };
}
