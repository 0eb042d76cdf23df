import type { Level } from "../../../src/analysis/memory/growth.ts";

/** What one iteration adds, bytes. */
export type Adds = (iteration: number) => number;

/** Levels of a program with a heap of 5 MB to which every iteration adds; `holds` is there for that reading only. */
export function levelsOf(iterations: number, adds: Adds, holds: Adds = () => 0): Level[] {
  let bytes = 5_000_000;
  return Array.from({ length: iterations }, (_, i) => {
    bytes += adds(i + 1);
    return { x: i + 1, bytes: bytes + holds(i + 1) };
  });
}

/**
 * What V8 adds by itself, as read on real runs: some kB for compiled code and feedback, rarer and rarer.
 * @param random in [0, 1)
 */
export function compiling(random: () => number): Adds {
  return (i) => (random() < 2 / (2 + i / 4) ? Math.round(400 * random() + 12_000 * random() ** 6) : 0);
}

/** What V8's background compiler holds on to for a reading: nothing, or a block of 200 kB, or two. */
export function held(random: () => number): Adds {
  return () => (random() < 0.3 ? 200_000 * Math.ceil(2 * random()) : 0);
}
