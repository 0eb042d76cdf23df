import type { HeldAt } from "./agent.ts";

/** An agent's memory in several threads as one row over time: at each moment the sum of what each had last. */
export function heldTogether(threads: readonly (readonly HeldAt[])[]): readonly HeldAt[] {
  if (threads.length === 1) return threads[0] ?? [];
  const last = new Map<number, HeldAt>();
  return threads
    .flatMap((rows, thread) => rows.map((row) => ({ thread, row })))
    .sort((a, b) => a.row.atUs - b.row.atUs)
    .map(({ thread, row }) => {
      last.set(thread, row);
      const parts = [...last.values()];
      return {
        atUs: row.atUs,
        ownBytes: parts.reduce((sum, { ownBytes }) => sum + ownBytes, 0),
        sharedBytes: parts.reduce((sum, { sharedBytes }) => sum + sharedBytes, 0),
      };
    });
}
