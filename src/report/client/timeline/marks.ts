import type { MemoryView } from "../../view-model.ts";
import type { Who } from "./who.ts";

/** Kinds of marks that are switched on and off together. */
export const MARK_SWITCHES = [
  {
    id: "gc",
    sign: "╷",
    words: "GC",
    hint: "Garbage collections, below: short ones are minor, dashed ones were forced",
  },
  { id: "iterations", sign: "┊", words: "iterations", hint: "Where the program says that an iteration begins" },
  { id: "starts", sign: "┊", words: "starts and ends", hint: "Of processes and threads" },
  { id: "profiles", sign: "▾", words: "heap profiles", hint: "Where a heap profile or a snapshot was taken" },
] as const;

export type MarkSwitch = (typeof MARK_SWITCHES)[number]["id"];

export interface Marks {
  /** Times in ms. */
  readonly minor: readonly number[];
  readonly major: readonly number[];
  readonly forced: readonly number[];
  readonly moments: readonly { readonly atMs: number; readonly label: string; readonly of: MarkSwitch }[];
}

export function marksOf({ markers, heapProfiles }: MemoryView, { threads }: Who): Marks {
  const collections = { minor: [] as number[], major: [] as number[], forced: [] as number[] };
  for (const { collections: all } of threads) {
    all.atMs.forEach((at, i) => collections[COLLECTION_MARKS[all.kind[i]!] ?? "major"].push(at));
  }
  const moments = markers.flatMap(({ atMs, label, kind }) => {
    const of = MOMENT_MARKS[kind];
    return of === undefined ? [] : [{ atMs, label, of }];
  });
  const profiles = heapProfiles.map(({ atMs, reason }) => ({ atMs, label: reason, of: "profiles" as const }));
  return { ...collections, moments: [...moments, ...profiles] };
}

/** By the index of `COLLECTION_KINDS`. */
const COLLECTION_MARKS = ["minor", "major", "major", "major", "forced"] as const;

/** The peak is marked by itself. */
const MOMENT_MARKS: Readonly<Record<MemoryView["markers"][number]["kind"], MarkSwitch | undefined>> = {
  iteration: "iterations",
  start: "starts",
  end: "starts",
  profile: "profiles",
  snapshot: "profiles",
  peak: undefined,
};

export function hasMarks({ minor, major, forced, moments }: Marks, of: MarkSwitch): boolean {
  if (of === "gc") return minor.length + major.length + forced.length > 0;
  return moments.some((moment) => moment.of === of);
}
