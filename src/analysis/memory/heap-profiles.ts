/** Sampling heap profiles of all threads, as bytes in the nodes of one call tree. */
import type { RawFrame } from "../../run/cpu-profile.ts";
import type { HeapProfile } from "../../run/heap-profile.ts";
import type { Run } from "../../run/read-run.ts";
import type { HeapProfileRow } from "../../run/records.ts";
import type { CallTreeBuilder } from "../cpu/call-tree.ts";

/** @returns undefined where the file can't be read */
export type ReadHeapProfile = (file: string) => HeapProfile | undefined;

export interface JoinedHeapProfile {
  /** Index of the thread among all threads of the run. */
  readonly thread: number;
  readonly row: HeapProfileRow;
  /** Nodes of the call tree, each once, and the bytes allocated in each itself. */
  readonly node: Uint32Array;
  readonly bytes: Float64Array;
}

export function joinHeapProfiles(run: Run, builder: CallTreeBuilder, read: ReadHeapProfile): JoinedHeapProfile[] {
  const threads = run.processes.flatMap((process) => process.threads);
  return threads.flatMap((track, thread) => {
    const known = new KnownFrames();
    return (track.memory?.profiles ?? []).flatMap((row) => {
      const profile = read(row.file);
      if (profile === undefined) return [];
      const frames = known.completed(profile, row.from);
      return [{ thread, row, ...join({ ...profile, frames }, builder) }];
    });
  });
}

/** V8 forgets a script's name when its code has been collected, as that of a module whose body has run: earlier profiles tell it. */
class KnownFrames {
  readonly #frames = new Map<string, RawFrame>();

  /** @param sampling when it began: node numbers are those of one sampling */
  completed({ frames, ids }: HeapProfile, sampling: number): RawFrame[] {
    return frames.map((frame, i) => {
      const key = `${sampling} ${ids[i]}`;
      if (frame.url === "") return this.#frames.get(key) ?? frame;
      this.#frames.set(key, frame);
      return frame;
    });
  }
}

function join(profile: HeapProfile, builder: CallTreeBuilder): { node: Uint32Array; bytes: Float64Array } {
  const nodes = builder.add(profile);
  const byNode = new Map<number, number>();
  for (const [i, bytes] of profile.selfBytes.entries()) {
    if (bytes > 0) byNode.set(nodes[i] as number, (byNode.get(nodes[i] as number) ?? 0) + bytes);
  }
  return { node: Uint32Array.from(byNode.keys()), bytes: Float64Array.from(byNode.values()) };
}

/** Adds the bytes of all profiles to those that each node has. */
export function addBytes(profiles: readonly JoinedHeapProfile[], nodeSelf: Float64Array): void {
  for (const { node, bytes } of profiles) {
    for (const [i, at] of node.entries()) nodeSelf[at] = (nodeSelf[at] as number) + (bytes[i] as number);
  }
}
