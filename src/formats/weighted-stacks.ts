/** All threads as stacks with one number each, for formats that have no more. */
import type { RawFrame } from "../run/cpu-profile.ts";
import { type ProfileSet, SAMPLE_US, sampleDurations, type ThreadProfiles } from "../run/profile-set.ts";
import { foreignFrame } from "./call-nodes.ts";
import { stacksOf } from "./stacks.ts";

export const STACK_WEIGHTS = ["cpu", "wall", "live", "allocated"] as const;
export type StackWeight = (typeof STACK_WEIGHTS)[number];

export type WeightedStack = readonly [stack: readonly RawFrame[], weight: number];

/** What there is to weigh by; the first is what is meant without a word. */
export function weightsOf({ threads }: ProfileSet): StackWeight[] {
  const heaps = threads.flatMap((thread) => thread.heaps);
  return STACK_WEIGHTS.filter((weight) => {
    if (weight === "cpu" || weight === "wall") return threads.some(({ time }) => time !== undefined);
    return heaps.some(({ kind }) => (kind === "live") === (weight === "live"));
  });
}

/** In µs, samples or bytes. Where there are several threads, the thread is the outermost frame. */
export function weightedStacks({ threads }: ProfileSet, weight: StackWeight): WeightedStack[] {
  const several = threads.length > 1;
  return threads.flatMap((thread) => {
    const around = several ? [foreignFrame(labelOf(thread))] : [];
    const known = new Map<readonly RawFrame[], readonly RawFrame[]>();
    return ofThread(thread, weight).map(([stack, size]): WeightedStack => {
      if (!several) return [stack, size];
      const whole = known.get(stack) ?? [...around, ...stack];
      known.set(stack, whole);
      return [whole, size];
    });
  });
}

function labelOf({ pid, name }: ThreadProfiles): string {
  return name || (pid === 0 ? "a thread" : `process ${pid}`);
}

function ofThread({ time, heaps }: ThreadProfiles, weight: StackWeight): WeightedStack[] {
  if (weight === "live" || weight === "allocated") {
    return heaps
      .filter(({ kind }) => (kind === "live") === (weight === "live"))
      .flatMap(({ profile }) => {
        const stackOf = stacksOf(profile);
        return Array.from(profile.selfBytes, (bytes, node): WeightedStack => [stackOf(node), bytes]);
      });
  }
  if (time === undefined) return [];
  const { profile, cpuUs, unit } = time;
  const stackOf = stacksOf(profile);
  const durations = sampleDurations(profile);
  const each = unit === "samples" ? SAMPLE_US : 1;
  return Array.from(profile.samples, (node, i): WeightedStack => {
    const stack = stackOf(node);
    if (weight === "wall") return [stack, (durations[i] as number) / each];
    // Without the system's account, idle time is all that is known not to be on a core.
    const idle = stack.length === 1 && stack[0]?.name === "(idle)";
    return [stack, cpuUs === undefined ? (idle ? 0 : (durations[i] as number) / each) : (cpuUs[i] as number)];
  });
}
