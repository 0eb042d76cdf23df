/** What the figures count: time on a core, time including waiting, samples of unknown time (1 ms each), what is kept in memory, all that was allocated. */
export const WEIGHTS = ["cpu", "wall", "samples", "live", "allocated"] as const;
export type Weight = (typeof WEIGHTS)[number];

export type TimeWeight = "cpu" | "wall" | "samples";

/** Which samples are shown and what each of them weighs. */
export interface Scope {
  /** Index of one thread, or null for all. */
  readonly thread: number | null;
  readonly weight: Weight;
  /** What memory is counted in. */
  readonly count: "bytes" | "objects";
  /** µs from the start of the run; null: without a limit. */
  readonly range: TimeRange | null;
  /** Whose time counts, as `agent-choice.ts` writes it; "" is everybody's. Memory profiles do not tell agents apart. */
  readonly agents: string;
  /** Time of the heap profile to be shown, ms; null: the one that the range, or the peak, asks for. */
  readonly moment: number | null;
}

export interface TimeRange {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Time has an order in which it can be drawn; memory, at a moment, has none. */
export function isTime(weight: Weight): weight is TimeWeight {
  return weight === "cpu" || weight === "wall" || weight === "samples";
}
