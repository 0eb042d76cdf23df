/** Functions by what they allocated, of the heap profiles of all threads at one moment. */
import type { CallTree } from "../cpu/call-tree.ts";
import { frameTotals } from "../cpu/frame-totals.ts";
import type { JoinedHeapProfile } from "./heap-profiles.ts";

export interface AllocationSite {
  /** Index into the frames of the call tree. */
  readonly frame: number;
  readonly selfBytes: number;
  readonly selfPercent: number;
  readonly totalBytes: number;
  readonly totalPercent: number;
}

export interface AllocationSites {
  /** Index of the profile that the moment is named after. */
  readonly profile: number;
  readonly totalBytes: number;
  readonly sites: readonly AllocationSite[];
}

/** @returns index of the live profile with the highest level; undefined where there is none */
export function highestLive(profiles: readonly JoinedHeapProfile[]): number | undefined {
  let best: number | undefined;
  for (const [i, { row }] of profiles.entries()) {
    if (row.kind === "live" && row.levelBytes > (profiles[best ?? -1]?.row.levelBytes ?? -1)) best = i;
  }
  return best;
}

/** @param profile index of one profile; of every other thread, the one that is nearest to it in time counts too */
export function allocationSites(
  profile: number,
  profiles: readonly JoinedHeapProfile[],
  tree: CallTree,
): AllocationSites {
  const nodeSelf = new Float64Array(tree.parent.length);
  for (const { node, bytes } of atOneMoment(profile, profiles)) {
    for (const [i, at] of node.entries()) {
      if (tree.frames[tree.frame[at] as number]?.kind !== "probe")
        nodeSelf[at] = (nodeSelf[at] as number) + (bytes[i] as number);
    }
  }
  const { self, total, nodeTotal } = frameTotals(tree, nodeSelf);
  const totalBytes = nodeTotal[0] ?? 0;
  const percent = (bytes: number): number => (totalBytes === 0 ? 0 : (bytes / totalBytes) * 100);
  const sites = tree.frames
    .map((_, frame) => ({ frame, selfBytes: self[frame] as number, totalBytes: total[frame] as number }))
    .filter((site) => site.totalBytes > 0 && tree.frames[site.frame]?.name !== "(root)")
    .sort((a, b) => b.selfBytes - a.selfBytes || b.totalBytes - a.totalBytes)
    .map((site) => ({ ...site, selfPercent: percent(site.selfBytes), totalPercent: percent(site.totalBytes) }));
  return { profile, totalBytes, sites };
}

function atOneMoment(profile: number, profiles: readonly JoinedHeapProfile[]): JoinedHeapProfile[] {
  const chosen = profiles[profile];
  if (chosen === undefined) return [];
  const nearest = new Map<number, JoinedHeapProfile>([[chosen.thread, chosen]]);
  for (const candidate of profiles) {
    if (candidate.thread === chosen.thread || candidate.row.kind !== chosen.row.kind) continue;
    const known = nearest.get(candidate.thread);
    const distance = (of: JoinedHeapProfile): number => Math.abs(of.row.t - chosen.row.t);
    if (known === undefined || distance(candidate) < distance(known)) nearest.set(candidate.thread, candidate);
  }
  return [...nearest.values()];
}
