/** Profiles as collapsed stacks that a person can read: `thread: outer;inner 12`, in µs, samples or bytes. */
import { sampleDurations, SAMPLE_US, type ProfileSet } from "../../src/run/profile-set.ts";
import type { RawFrame } from "../../src/run/cpu-profile.ts";

export function collapsedOf({ threads }: ProfileSet): string[] {
  return threads.flatMap(({ pid, name, time, heaps }) => {
    const who = [pid === 0 ? "" : String(pid), name].filter((word) => word !== "").join(" ");
    const lines: string[] = [];
    if (time !== undefined) {
      const { profile, unit } = time;
      const each = unit === "samples" ? SAMPLE_US : 1;
      const durations = sampleDurations(profile);
      lines.push(
        ...sums(
          profile,
          [...profile.samples].map((node, i) => [node, (durations[i] as number) / each]),
        ),
      );
    }
    for (const { profile, kind } of heaps) {
      lines.push(...sums(profile, [...profile.selfBytes.entries()]).map((line) => `${kind} ${line}`));
    }
    return who === "" ? lines : lines.map((line) => `${who}: ${line}`);
  });
}

function sums(
  { frames, parent }: { readonly frames: readonly RawFrame[]; readonly parent: Int32Array },
  weights: readonly (readonly [number, number])[],
): string[] {
  const stacks = new Map<string, number>();
  for (const [node, weight] of weights) {
    const names: string[] = [];
    for (let at = node; (parent[at] as number) >= 0; at = parent[at] as number)
      names.unshift(text(frames[at] as RawFrame));
    const stack = names.join(";");
    stacks.set(stack, (stacks.get(stack) ?? 0) + weight);
  }
  return [...stacks].flatMap(([stack, weight]) => (weight > 0 ? [`${stack} ${Math.round(weight * 1000) / 1000}`] : []));
}

function text({ name, url, line, column }: RawFrame): string {
  const place = [url, line, column].filter((part) => part !== "" && part !== 0).join(":");
  return `${name || "(anonymous)"}${place === "" ? "" : ` ${place}`}`;
}
