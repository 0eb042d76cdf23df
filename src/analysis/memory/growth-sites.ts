/** Which functions allocated what has come to stay: live heap profiles of an early and of a late moment, one less the other. */
import { type CallTree, ROOT } from "../cpu/call-tree.ts";
import type { JoinedHeapProfile } from "./heap-profiles.ts";
import type { ThreadGrowth } from "./thread-growth.ts";

export interface GrowthSite {
  /** Index into the frames of the call tree. */
  readonly frame: number;
  /** Of what the thread came to hold between the two profiles, bytes; estimated from samples. */
  readonly bytes: number;
}

/** What fewer samples tell is chance. */
const LEAST_SAMPLES = 4;

export function growthSites(
  growth: ThreadGrowth,
  thread: number,
  profiles: readonly JoinedHeapProfile[],
  tree: CallTree,
): GrowthSite[] {
  const live = profiles.filter((profile) => profile.thread === thread && profile.row.kind === "live");
  const early = live.find(({ row }) => row.t >= judgedFromUs(growth)) ?? live[0];
  const late = live.at(-1);
  if (early === undefined || late === undefined || early === late) return [];
  const before = selfBytes(early, tree);
  const after = selfBytes(late, tree);
  return tree.frames
    .map((_, frame) => ({ frame, bytes: (after[frame] as number) - (before[frame] as number) }))
    .filter(({ bytes }) => bytes >= LEAST_SAMPLES * late.row.intervalBytes)
    .sort((a, b) => b.bytes - a.bytes);
}

/** What a built-in or Node itself allocates counts for the code that called it. */
function selfBytes({ node, bytes }: JoinedHeapProfile, tree: CallTree): Float64Array {
  const self = new Float64Array(tree.frames.length);
  for (const [i, at] of node.entries()) {
    const frame = tree.frame[callerOf(at, tree)] as number;
    if (tree.frames[frame]?.kind !== "probe") self[frame] = (self[frame] as number) + (bytes[i] as number);
  }
  return self;
}

function callerOf(node: number, { frames, frame, parent }: CallTree): number {
  for (let at = node; at !== ROOT; at = parent[at] as number) {
    const kind = frames[frame[at] as number]?.kind;
    if (kind === "own" || kind === "package" || kind === "probe") return at;
  }
  return node;
}

/** When the judged part of the levels begins, µs. */
function judgedFromUs({ growth, levels, thread }: ThreadGrowth): number {
  const index = levels.findIndex(({ x }) => x >= (growth.judgedFrom ?? 0));
  return thread.memory.levels[Math.max(0, index)]?.[0] ?? 0;
}
